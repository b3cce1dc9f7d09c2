namespace RecPipeline.Formats.Parquet.Writing;

/// <summary>Different values of a column chunk in order of appearance, PLAIN, and for each value the number of its entry.</summary>
/// <remarks>Its memory is used again for every row group.</remarks>
internal sealed class LeafDictionary
{
    // Indices wider than 16 bits are never tried.
    private const int MaxCount = 1 << 16;

    // A page header, and a quarter saved, or plain is better: it is read faster.
    private const int PageOverhead = 40;

    private readonly KeyTable _keys = new();
    private int[] _indices = [];
    private int _length;

    public ByteBuffer Plain { get; } = new();

    public int Count => _keys.Count;

    public ReadOnlySpan<int> Indices => _indices.AsSpan(0, _length);

    /// <summary>Bits of an index.</summary>
    public int Width => Encodings.RleWriter.WidthOf(Count - 1);

    public void Clear()
    {
        Plain.Clear();
        _keys.Clear();
        _length = 0;
    }

    /// <summary>Appends a value by its key, which must be there only once for each different value.</summary>
    /// <param name="key">The value's bits, or a hash of them.</param>
    /// <param name="index">Its entry.</param>
    /// <param name="isNew">The entry is new: its value is to be appended to <see cref="Plain"/>.</param>
    /// <returns>False when there are too many entries.</returns>
    public bool TryAdd(ulong key, out int index, out bool isNew)
    {
        index = _keys.IndexOf(key, out isNew);
        // Grown as needed: of a column without repetition only the start is ever tried.
        if (_length == _indices.Length)
            Array.Resize(ref _indices, Math.Max(1 << 10, 2 * _length));
        _indices[_length++] = index;
        return index < MaxCount;
    }

    public bool Pays(long plainBytes) => Plain.Length + (long)_length * Width / 8 + PageOverhead < plainBytes / 4 * 3;
}
