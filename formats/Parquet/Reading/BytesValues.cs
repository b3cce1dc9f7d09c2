using System.Text.Unicode;
using RecPipeline.Formats.Columns;
using RecPipeline.Formats.Parquet.Encodings;
using RecPipeline.Formats.Parquet.Metadata;

namespace RecPipeline.Formats.Parquet.Reading;

/// <summary>Strings of text or bytes: offsets and bytes as in <see cref="BytesColumn"/>.</summary>
/// <param name="capacity">How many are expected.</param>
/// <param name="element">The schema element: it says of values of fixed length how long they are, and whether they are text.</param>
/// <param name="finish">Makes a column of offsets, bytes and validity.</param>
internal sealed class BytesValues(int capacity, SchemaElement element, Func<Memory<int>, Memory<byte>, byte[], Column> finish) : LeafValues
{
    private const string Doing = "reading strings";

    private readonly bool _isText = element.Annotation is Annotation.String or Annotation.Enum or Annotation.Json;
    private readonly int _fixedLength = element.Type == PhysicalType.FixedLenByteArray ? element.TypeLength : -1;

    private int[] _offsets = new int[capacity + 1];
    private byte[] _bytes = [];
    private BytesValues? _dictionary;

    public override void ReadDictionary(PageBytes page, int count)
    {
        _dictionary = new BytesValues(0, element, finish);
        _dictionary.ReadPage(page, PageEncoding.Plain, count);
    }

    public override void ReadPage(PageBytes page, PageEncoding encoding, int count)
    {
        switch (encoding)
        {
            case PageEncoding.Plain when _fixedLength > 0:
                ReadFixed(ref page, count);
                break;
            case PageEncoding.ByteStreamSplit when _fixedLength > 0:
                ReadSplit(ref page, count);
                break;
            case PageEncoding.Plain:
                ReadPlain(ref page, count);
                break;
            case PageEncoding.PlainDictionary or PageEncoding.RleDictionary:
                Look(DictionaryIndices.Open(ref page, count), _dictionary ?? throw DictionaryIndices.NoDictionary(page.Place), count, page.Place);
                break;
            case PageEncoding.DeltaLengthByteArray when _fixedLength < 0:
                ReadDeltaLength(ref page, count);
                break;
            case PageEncoding.DeltaByteArray:
                ReadDeltaBytes(ref page, count);
                break;
            default:
                throw ParquetThrow.UnsupportedEncoding(page.Place, encoding.ToString(), element.Type.ToString()!.ToUpperInvariant());
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

    public override Column ToColumn(byte[] validity) => finish(_offsets.AsMemory(0, Count + 1), _bytes.AsMemory(0, _offsets[Count]), validity);

    private ReadOnlySpan<byte> At(int index) => _bytes.AsSpan(_offsets[index].._offsets[index + 1]);

    private void ReadPlain(ref PageBytes page, int count)
    {
        page.ExpectLength(4L * count, Doing);
        GrowOffsets(count);
        GrowBytes(page.Rest.Length - 4L * count, page.Place);
        for (int i = 0; i < count; i++)
            Append(page.Take(page.TakeInt32(Doing), Doing), page.Place);
    }

    private void ReadFixed(ref PageBytes page, int count)
    {
        page.ExpectLength((long)count * _fixedLength, Doing);
        GrowOffsets(count);
        GrowBytes((long)count * _fixedLength, page.Place);
        for (int i = 0; i < count; i++)
            Append(page.Take(_fixedLength, Doing), page.Place);
    }

    private void ReadSplit(ref PageBytes page, int count)
    {
        var streams = page.Take((long)count * _fixedLength, Doing);
        var values = new byte[streams.Length];
        ByteStreamSplit.Read(streams, values, _fixedLength);
        var split = new PageBytes(values, page.Place);
        ReadFixed(ref split, count);
    }

    // All lengths, then all strings.
    private void ReadDeltaLength(ref PageBytes page, int count)
    {
        var lengths = ReadLengths(ref page, count);
        GrowOffsets(count);
        foreach (int length in lengths)
            Append(page.Take(length, Doing), page.Place);
    }

    // All lengths of the prefixes shared with the string before, all lengths of the rests, all rests.
    private void ReadDeltaBytes(ref PageBytes page, int count)
    {
        var prefixes = ReadLengths(ref page, count);
        var suffixes = ReadLengths(ref page, count);
        GrowOffsets(count);
        var last = ReadOnlySpan<byte>.Empty;
        for (int i = 0; i < count; i++)
        {
            if ((uint)prefixes[i] > (uint)last.Length)
                throw ParquetThrow.Damaged(page.Place, Doing, $"a prefix of {prefixes[i]:N0} bytes", $"at most the {last.Length:N0} of the string before");
            Append(last[..prefixes[i]], page.Take(suffixes[i], Doing), page.Place);
            last = At(Count - 1);
        }
    }

    private static int[] ReadLengths(ref PageBytes page, int count)
    {
        var reader = new DeltaReader(page, count);
        var lengths = new int[count];
        reader.Read<int>(lengths);
        page = reader.Rest;
        return lengths;
    }

    private void Look(DictionaryIndices indices, BytesValues dictionary, int count, Place place)
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

    private void Append(ReadOnlySpan<byte> text, Place place) => Append(default, text, place);

    private void Append(ReadOnlySpan<byte> prefix, ReadOnlySpan<byte> suffix, Place place)
    {
        int start = _offsets[Count];
        GrowBytes((long)prefix.Length + suffix.Length, place);
        var text = _bytes.AsSpan(start, prefix.Length + suffix.Length);
        prefix.CopyTo(text);
        suffix.CopyTo(text[prefix.Length..]);
        if (_isText && !Utf8.IsValid(text))
            throw ParquetThrow.Damaged(place, Doing, $"bytes that are not UTF-8 in value {Count:N0}", "UTF-8 text");
        if (_fixedLength > 0 && text.Length != _fixedLength)
            throw ParquetThrow.Damaged(place, Doing, $"{text.Length:N0} bytes in value {Count:N0}", $"{_fixedLength:N0}");
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
