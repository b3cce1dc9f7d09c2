using System.Text.Unicode;
using RecPipeline.Formats.Columns;
using RecPipeline.Formats.Parquet.Encodings;
using RecPipeline.Formats.Parquet.Metadata;

namespace RecPipeline.Formats.Parquet.Reading;

/// <summary>Strings of text or bytes.</summary>
/// <param name="capacity">How many are expected.</param>
/// <param name="element">The schema element: it says of values of fixed length how long they are, and whether they are text.</param>
/// <param name="place">The column chunk.</param>
/// <param name="finish">Makes a column of offsets, bytes and validity.</param>
internal sealed class BytesValues(int capacity, SchemaElement element, Place place, Func<Memory<int>, Memory<byte>, byte[], Column> finish) : LeafValues
{
    private const string Doing = "reading strings";

    private readonly bool _isText = element.Annotation is Annotation.String or Annotation.Enum or Annotation.Json;
    private readonly int _fixedLength = element.Type == PhysicalType.FixedLenByteArray ? element.TypeLength : -1;
    private ByteStrings _strings = new(capacity);
    private ByteStrings? _dictionary;

    public override int Count => _strings.Count;

    public override void ReadDictionary(PageBytes page, int count)
    {
        var values = _strings;
        _strings = new ByteStrings(0);
        ReadPage(page, PageEncoding.Plain, count);
        (_dictionary, _strings) = (_strings, values);
    }

    public override void ReadPage(PageBytes page, PageEncoding encoding, int count)
    {
        switch (encoding)
        {
            case PageEncoding.Plain when _fixedLength > 0: ReadFixed(ref page, count); break;
            case PageEncoding.Plain: ReadPlain(ref page, count); break;
            case PageEncoding.PlainDictionary or PageEncoding.RleDictionary: ReadIndices(ref page, count); break;
            case PageEncoding.DeltaLengthByteArray when _fixedLength < 0: ReadDeltaLength(ref page, count); break;
            case PageEncoding.DeltaByteArray: ReadDeltaBytes(ref page, count); break;
            case PageEncoding.ByteStreamSplit when _fixedLength > 0: ReadSplit(ref page, count); break;
            default: throw ParquetThrow.UnsupportedEncoding(page.Place, encoding, SpecificationName.Of(element.Type!.Value));
        }
        page.ExpectEnd(Doing);
    }

    public override void Spread(ReadOnlySpan<byte> definitions, int count, int slots, int slotLevel, int max) =>
        _strings.Spread(definitions, slots - count, slotLevel, max, place);

    public override Column ToColumn(byte[] validity) => finish(_strings.Offsets, _strings.Bytes, validity);

    private void ReadPlain(ref PageBytes page, int count)
    {
        page.ExpectLength(4L * count, Doing);
        _strings.Reserve(count, page.Rest.Length - 4L * count, page.Place);
        for (int i = 0; i < count; i++)
            Append(default, page.Take(page.TakeInt32(Doing), Doing), page.Place);
    }

    private void ReadFixed(ref PageBytes page, int count)
    {
        long bytes = (long)count * _fixedLength;
        page.ExpectLength(bytes, Doing);
        _strings.Reserve(count, bytes, page.Place);
        for (int i = 0; i < count; i++)
            Append(default, page.Take(_fixedLength, Doing), page.Place);
    }

    private void ReadSplit(ref PageBytes page, int count)
    {
        var streams = page.Take((long)count * _fixedLength, Doing);
        var values = new byte[streams.Length];
        ByteStreamSplit.Read(streams, values, _fixedLength);
        var split = new PageBytes(values, page.Place);
        ReadFixed(ref split, count);
    }

    // The dictionary's strings were checked when it was read.
    private void ReadIndices(ref PageBytes page, int count)
    {
        var indices = DictionaryIndices.Open(ref page, count);
        var dictionary = _dictionary ?? throw DictionaryIndices.NoDictionary(page.Place);
        _strings.Reserve(count, 0, page.Place);
        Span<int> block = stackalloc int[1024];
        for (int done = 0; done < count; done += block.Length)
        {
            var part = block[..Math.Min(block.Length, count - done)];
            indices.Read(part, dictionary.Count);
            foreach (int index in part)
                _strings.Append(default, dictionary.At(index), page.Place);
        }
    }

    // All lengths, then all strings.
    private void ReadDeltaLength(ref PageBytes page, int count)
    {
        var lengths = ReadLengths(ref page, count);
        _strings.Reserve(count, page.Rest.Length, page.Place);
        foreach (int length in lengths)
            Append(default, page.Take(length, Doing), page.Place);
    }

    // All lengths of the prefixes shared with the string before, all lengths of the rests, all rests.
    private void ReadDeltaBytes(ref PageBytes page, int count)
    {
        var prefixes = ReadLengths(ref page, count);
        var suffixes = ReadLengths(ref page, count);
        _strings.Reserve(count, page.Rest.Length, page.Place);
        var last = ReadOnlySpan<byte>.Empty;
        for (int i = 0; i < count; i++)
        {
            if ((uint)prefixes[i] > (uint)last.Length)
                throw ParquetThrow.Damaged(page.Place, Doing, $"a prefix of {prefixes[i]:N0} bytes", $"at most the {last.Length:N0} of the string before");
            Append(last[..prefixes[i]], page.Take(suffixes[i], Doing), page.Place);
            last = _strings.At(_strings.Count - 1);
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

    private void Append(ReadOnlySpan<byte> prefix, ReadOnlySpan<byte> suffix, Place where)
    {
        var text = _strings.Append(prefix, suffix, where);
        if (_isText && !Utf8.IsValid(text))
            throw ParquetThrow.Damaged(where, Doing, $"bytes that are not UTF-8 in value {Count - 1:N0}", "UTF-8 text");
        if (_fixedLength > 0 && text.Length != _fixedLength)
            throw ParquetThrow.Damaged(where, Doing, $"{text.Length:N0} bytes in value {Count - 1:N0}", $"{_fixedLength:N0}");
    }
}
