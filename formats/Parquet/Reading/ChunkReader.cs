using System.IO.Hashing;
using RecPipeline.Formats.Columns;
using RecPipeline.Formats.Parquet.Compression;
using RecPipeline.Formats.Parquet.Encodings;
using RecPipeline.Formats.Parquet.Metadata;
using RecPipeline.Formats.Parquet.Schemas;

namespace RecPipeline.Formats.Parquet.Reading;

/// <summary>The values of a leaf in a row group with the levels that place them in rows.</summary>
internal sealed record DecodedLeaf(Levels Repetitions, Levels Definitions, Column Column);

/// <summary>Reads the pages of one column chunk.</summary>
internal sealed class ChunkReader(ScalarPlan plan, ColumnChunkMetadata chunk, Place place) : IDisposable
{
    private readonly Decompressor _decompressor = new(chunk.Codec, Zstd.System);
    private readonly Levels _repetitions = new(plan.Node.RepetitionLevel);
    private readonly Levels _definitions = new(plan.Node.DefinitionLevel);
    private LeafValues _values = null!;

    public void Dispose() => _decompressor.Dispose();

    /// <summary>Decodes a chunk.</summary>
    /// <param name="bytes">The whole chunk.</param>
    /// <param name="offset">Where it begins in the file, for messages.</param>
    public DecodedLeaf Read(ReadOnlySpan<byte> bytes, long offset)
    {
        _values = LeafFactory.Create(plan, Capacity(bytes.Length), place);
        for (int at = 0, page = 0; at < bytes.Length; page++)
        {
            var where = place with { Page = page, Offset = offset + at };
            var header = PageHeaderReader.Read(bytes[at..], where, out int length);
            at += length;
            if (header.CompressedSize > bytes.Length - at)
                throw ParquetThrow.EndOfData(where, "reading a page", header.CompressedSize, bytes.Length - at);
            ReadPage(header, bytes.Slice(at, header.CompressedSize), where);
            at += header.CompressedSize;
        }
        if (_definitions.Count != chunk.ValueCount)
            throw ParquetThrow.ValueCount(place, _definitions.Count, chunk.ValueCount);
        byte[] validity = plan.Field.Nullable ? LeafValidity.Of(_definitions.Span, plan.SlotLevel, _definitions.Max, _values.Count) : [];
        return new DecodedLeaf(_repetitions, _definitions, _values.ToColumn(validity));
    }

    // What is declared, if each value takes a bit of the file: beyond that the arrays grow with what is really there.
    private int Capacity(int bytes) => (int)Math.Min(chunk.ValueCount, Math.Max(1 << 20, Math.Min(8L * bytes, Array.MaxLength)));

    private void ReadPage(PageHeader header, ReadOnlySpan<byte> body, Place where)
    {
        CheckCrc(header, body, where);
        CheckSize(header, where);
        switch (header.Type)
        {
            case PageType.Dictionary: ReadDictionary(header, body, where); break;
            case PageType.Data: ReadDataV1(header, body, where); break;
            case PageType.DataV2: ReadDataV2(header, body, where); break;
            // Index pages and those of later versions hold no values.
            default: break;
        }
    }

    private void ReadDictionary(PageHeader header, ReadOnlySpan<byte> body, Place where)
    {
        if (_definitions.Count > 0)
            throw ParquetThrow.Damaged(where, "reading a page", "a dictionary page after data pages", "the dictionary page first");
        if (header.Encoding is not (PageEncoding.Plain or PageEncoding.PlainDictionary))
            throw ParquetThrow.UnsupportedEncoding(where, header.Encoding, "dictionary");
        _values.ReadDictionary(new PageBytes(_decompressor.Decompress(body, header.UncompressedSize, where), where), header.ValueCount);
    }

    private void ReadDataV1(PageHeader header, ReadOnlySpan<byte> body, Place where)
    {
        CheckCount(header, where);
        var page = new PageBytes(_decompressor.Decompress(body, header.UncompressedSize, where), where);
        int start = _definitions.Count;
        _repetitions.ReadV1(ref page, header.RepetitionEncoding, header.ValueCount);
        _definitions.ReadV1(ref page, header.DefinitionEncoding, header.ValueCount);
        ReadValues(page, header, start);
    }

    // Levels lie uncompressed before the values; the sizes count both.
    private void ReadDataV2(PageHeader header, ReadOnlySpan<byte> body, Place where)
    {
        CheckCount(header, where);
        var page = new PageBytes(body, where);
        int start = _definitions.Count;
        _repetitions.Read(new PageBytes(page.Take(header.RepetitionBytes, "reading levels"), where), header.ValueCount);
        _definitions.Read(new PageBytes(page.Take(header.DefinitionBytes, "reading levels"), where), header.ValueCount);
        int size = header.UncompressedSize - header.RepetitionBytes - header.DefinitionBytes;
        if (size < 0)
            throw ParquetThrow.Damaged(where, "reading a page", $"levels longer than the page's {header.UncompressedSize:N0} bytes", "levels within it");
        // A page of nulls may have no compressed byte at all.
        var values = header.IsCompressed && !(page.IsEmpty && size == 0) ? _decompressor.Decompress(page.Rest, size, where) : page.Rest;
        if (values.Length != size)
            throw ParquetThrow.Damaged(where, "reading a page", $"{values.Length:N0} bytes of values", $"{size:N0} as the page's header declares");
        ReadValues(new PageBytes(values, where), header, start);
    }

    private void ReadValues(PageBytes page, PageHeader header, int start)
    {
        int count = _definitions.CountFrom(start, _definitions.Max);
        int slots = _definitions.CountFrom(start, plan.SlotLevel);
        _values.ReadPage(page, header.Encoding, count);
        if (slots > count)
            _values.Spread(_definitions.Span[start..], count, slots, plan.SlotLevel, _definitions.Max);
    }

    // Numbers take at most 8 bytes and levels little; only strings can fill a page of few values. The rest is room for padding of blocks.
    private void CheckSize(PageHeader header, Place where)
    {
        long most = plan.Node.Element.Type is PhysicalType.ByteArray or PhysicalType.FixedLenByteArray ? int.MaxValue : (1 << 20) + 32L * header.ValueCount;
        if (header.UncompressedSize > most)
            throw ParquetThrow.Damaged(where, "reading a page header", $"{header.UncompressedSize:N0} bytes for {header.ValueCount:N0} values", $"at most {most:N0}");
    }

    private void CheckCount(PageHeader header, Place where)
    {
        if (_definitions.Count + (long)header.ValueCount > chunk.ValueCount)
            throw ParquetThrow.ValueCount(where, _definitions.Count + (long)header.ValueCount, chunk.ValueCount);
    }

    private static void CheckCrc(PageHeader header, ReadOnlySpan<byte> body, Place where)
    {
        if (header.Crc is { } crc && unchecked((int)Crc32.HashToUInt32(body)) is var found && found != crc)
            throw ParquetThrow.Damaged(where, "checking a page", $"CRC-32 {found:x8}", $"{crc:x8} as the page's header declares");
    }
}
