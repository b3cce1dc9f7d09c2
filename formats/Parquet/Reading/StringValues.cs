using System.Text.Unicode;
using RecPipeline.Formats.Columns;
using RecPipeline.Formats.Parquet.Encodings;
using RecPipeline.Formats.Parquet.Metadata;

namespace RecPipeline.Formats.Parquet.Reading;

/// <summary>UTF-8 strings: offsets and bytes as in <see cref="StringColumn"/>.</summary>
internal sealed class StringValues(int capacity) : LeafValues
{
    private const string Doing = "reading strings";

    private int[] _offsets = new int[capacity + 1];
    private byte[] _bytes = [];
    private StringValues? _dictionary;

    public override void ReadDictionary(PageBytes page, int count)
    {
        _dictionary = new StringValues(0);
        _dictionary.ReadPage(page, PageEncoding.Plain, count);
    }

    public override void ReadPage(PageBytes page, PageEncoding encoding, int count)
    {
        switch (encoding)
        {
            case PageEncoding.Plain:
                ReadPlain(ref page, count);
                break;
            case PageEncoding.PlainDictionary or PageEncoding.RleDictionary:
                Look(DictionaryIndices.Open(ref page, count), _dictionary ?? throw DictionaryIndices.NoDictionary(page.Place), count, page.Place);
                break;
            default:
                throw ParquetThrow.UnsupportedEncoding(page.Place, encoding.ToString(), "string");
        }
        page.ExpectEnd(Doing);
    }

    public override void Spread(ReadOnlySpan<byte> definitions, int count, int slots, int slotLevel, int max)
    {
        int read = Count;
        GrowOffsets(slots - count);
        Count += slots - count;
        int write = Count;
        // offsets[i + 1] is the end of string i; a null ends where the string before it does.
        for (int i = definitions.Length - 1; i >= 0; i--)
        {
            if (definitions[i] >= slotLevel)
                _offsets[write--] = definitions[i] == max ? _offsets[read--] : _offsets[read];
        }
    }

    public override Column ToColumn(byte[] validity) => new StringColumn(_offsets.AsMemory(0, Count + 1), _bytes.AsMemory(0, _offsets[Count]), validity);

    private ReadOnlySpan<byte> At(int index) => _bytes.AsSpan(_offsets[index].._offsets[index + 1]);

    private void ReadPlain(ref PageBytes page, int count)
    {
        page.ExpectLength(4L * count, Doing);
        GrowOffsets(count);
        GrowBytes(page.Rest.Length - 4L * count, page.Place);
        for (int i = 0; i < count; i++)
            Append(page.Take(page.TakeInt32(Doing), Doing), page.Place);
    }

    private void Look(DictionaryIndices indices, StringValues dictionary, int count, Place place)
    {
        GrowOffsets(count);
        Span<int> block = stackalloc int[1024];
        for (int done = 0; done < count; done += block.Length)
        {
            var part = block[..Math.Min(block.Length, count - done)];
            indices.Read(part, dictionary.Count);
            foreach (int index in part)
                Append(dictionary.At(index), place);
        }
    }

    private void Append(ReadOnlySpan<byte> text, Place place)
    {
        if (!Utf8.IsValid(text))
            throw ParquetThrow.Damaged(place, Doing, $"bytes that are not UTF-8 in value {Count:N0}", "UTF-8 text");
        int start = _offsets[Count];
        GrowBytes(text.Length, place);
        text.CopyTo(_bytes.AsSpan(start));
        _offsets[++Count] = start + text.Length;
    }

    private void GrowOffsets(int count)
    {
        long needed = (long)Count + count + 1;
        if (needed > _offsets.Length)
            Array.Resize(ref _offsets, (int)Math.Min(Math.Max(needed, 2L * _offsets.Length), Array.MaxLength));
    }

    private void GrowBytes(long count, Place place)
    {
        long needed = _offsets[Count] + count;
        if (needed > Array.MaxLength)
            throw ParquetThrow.TooLarge(place, $"{needed:N0} string bytes");
        if (needed > _bytes.Length)
            Array.Resize(ref _bytes, (int)Math.Min(Math.Max(needed, 2L * _bytes.Length), Array.MaxLength));
    }
}
