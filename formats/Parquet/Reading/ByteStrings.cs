using RecPipeline.Formats.Columns;

namespace RecPipeline.Formats.Parquet.Reading;

/// <summary>Byte strings that are being read: offsets and bytes as in <see cref="BytesColumn"/>, growing with what is really there.</summary>
internal sealed class ByteStrings(int capacity)
{
    private int[] _offsets = new int[capacity + 1];
    private byte[] _bytes = [];

    public int Count { get; private set; }

    public Memory<int> Offsets => _offsets.AsMemory(0, Count + 1);

    public Memory<byte> Bytes => _bytes.AsMemory(0, _offsets[Count]);

    public ReadOnlySpan<byte> At(int index) => _bytes.AsSpan(_offsets[index].._offsets[index + 1]);

    /// <summary>Makes room for strings to come.</summary>
    public void Reserve(int count, long bytes, Place place)
    {
        Grow(ref _offsets, (long)Count + count + 1, place);
        Grow(ref _bytes, _offsets[Count] + bytes, place);
    }

    /// <summary>Appends a string in two parts. Room for its offset was reserved.</summary>
    public ReadOnlySpan<byte> Append(ReadOnlySpan<byte> prefix, ReadOnlySpan<byte> suffix, Place place)
    {
        int start = _offsets[Count];
        Grow(ref _bytes, (long)start + prefix.Length + suffix.Length, place);
        var text = _bytes.AsSpan(start, prefix.Length + suffix.Length);
        prefix.CopyTo(text);
        suffix.CopyTo(text[prefix.Length..]);
        _offsets[++Count] = start + text.Length;
        return text;
    }

    /// <summary>See <see cref="LeafValues.Spread"/>.</summary>
    public void Spread(ReadOnlySpan<byte> definitions, int nulls, int slotLevel, int max, Place place)
    {
        int read = Count;
        Grow(ref _offsets, (long)Count + nulls + 1, place);
        Count += nulls;
        int write = Count;
        // offsets[i + 1] is the end of string i; a null ends where the string before it does.
        for (int i = definitions.Length - 1; i >= 0; i--)
        {
            if (definitions[i] >= slotLevel)
                _offsets[write--] = definitions[i] == max ? _offsets[read--] : _offsets[read];
        }
    }

    private static void Grow<T>(ref T[] array, long needed, Place place)
    {
        if (needed > Array.MaxLength)
            throw ParquetThrow.TooLarge(place, $"{needed:N0} strings or bytes of strings");
        if (needed > array.Length)
            Array.Resize(ref array, (int)Math.Min(Math.Max(needed, 2L * array.Length), Array.MaxLength));
    }
}
