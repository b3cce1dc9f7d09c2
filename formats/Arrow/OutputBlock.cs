namespace RecPipeline.Formats.Arrow;

/// <summary>Gathers small writes into blocks; a large one goes to the stream as it is.</summary>
internal sealed class OutputBlock(Stream stream)
{
    private readonly byte[] _bytes = new byte[1 << 16];
    private int _length;

    public void Write(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length > _bytes.Length - _length)
            Empty();
        if (bytes.Length > _bytes.Length)
            stream.Write(bytes);
        else
            Keep(bytes);
    }

    public void Flush()
    {
        Empty();
        stream.Flush();
    }

    private void Keep(ReadOnlySpan<byte> bytes)
    {
        bytes.CopyTo(_bytes.AsSpan(_length));
        _length += bytes.Length;
    }

    private void Empty()
    {
        stream.Write(_bytes.AsSpan(0, _length));
        _length = 0;
    }
}
