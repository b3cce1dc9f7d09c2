namespace RecPipeline.Formats.Parquet.Encodings;

/// <summary>The indices of a data page that refers to a dictionary: a byte of bit width, then runs.</summary>
internal ref struct DictionaryIndices
{
    private const int BlockLength = 1024;

    private RleReader<int> _runs;

    /// <summary>Opens a page and checks that it holds so many indices.</summary>
    public static DictionaryIndices Open(ref PageBytes page, int count)
    {
        const string Doing = "reading dictionary indices";
        // A page of nulls may have no byte at all.
        int width = count == 0 && page.IsEmpty ? 0 : page.TakeByte(Doing);
        var runs = new PageBytes(page.Take(page.Rest.Length, Doing), page.Place);
        RleReader<int>.ExpectValues(runs, width, count);
        return new DictionaryIndices { _runs = new RleReader<int>(runs, width) };
    }

    /// <summary>Reads the next indices, all below <paramref name="count"/>.</summary>
    public void Read(scoped Span<int> indices, int count)
    {
        _runs.Read(indices);
        foreach (int index in indices)
        {
            if ((uint)index >= (uint)count)
                throw ParquetThrow.DictionaryIndex(_runs.Place, (uint)index, count);
        }
    }

    /// <summary>Fills <paramref name="values"/> with the dictionary's values at the next indices.</summary>
    public void Look<T>(T[] dictionary, scoped Span<T> values)
        where T : unmanaged
    {
        Span<int> block = stackalloc int[BlockLength];
        while (!values.IsEmpty)
        {
            if (_runs.TryRepeat(values.Length, out int index, out int count))
            {
                values[..count].Fill(At(dictionary, index));
            }
            else
            {
                count = Math.Min(block.Length, values.Length);
                _runs.Read(block[..count]);
                for (int i = 0; i < count; i++)
                    values[i] = At(dictionary, block[i]);
            }
            values = values[count..];
        }
    }

    public static ParquetFormatException NoDictionary(Place place) =>
        ParquetThrow.Damaged(place, "reading dictionary indices", "no dictionary page before this page", "one at the start of the column chunk");

    private readonly T At<T>(T[] dictionary, int index) => (uint)index < (uint)dictionary.Length
        ? dictionary[index]
        : throw ParquetThrow.DictionaryIndex(_runs.Place, (uint)index, dictionary.Length);
}
