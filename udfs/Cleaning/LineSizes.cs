namespace RecPipeline.Udfs.Cleaning;

/// <summary>Holds lines and unpacked files to their limits, as the local engine's reader does;
/// the driver then asks that reader for the place and the words.</summary>
internal sealed class LineSizes(LineRules rules)
{
    private readonly HashSet<int> _packed = [.. rules.PackedFiles];
    private long _block = -1;
    private long _bytes;

    /// <exception cref="InvalidDataException">The line, or the packed file so far, is too long.</exception>
    public void Check(int length, long block)
    {
        if (length > rules.MaxLineBytes)
            throw TooLong($"a line has {length:N0} bytes; input.maxLineBytes allows {rules.MaxLineBytes:N0}.");
        _bytes = (block == _block ? _bytes : 0) + length + 1;
        _block = block;
        if (_bytes > rules.MaxExpandedBytes && _packed.Contains(BlockPlaces.File(block)))
            throw TooLong($"a packed file holds more bytes than the {rules.MaxExpandedBytes:N0} of input.maxExpandedBytes.");
    }

    private InvalidDataException TooLong(string found) => new($"'{rules.File}': {found}");
}
