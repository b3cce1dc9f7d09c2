using System.IO.Hashing;
using RecPipeline.Formats.Parquet.Compression;
using RecPipeline.Formats.Parquet.Encodings;
using RecPipeline.Formats.Parquet.Metadata;

namespace RecPipeline.Formats.Parquet.Writing;

/// <summary>Encodes one leaf of a row group as a column chunk: a dictionary page where that pays, then v1 data pages with CRC.</summary>
internal sealed class ChunkWriter(LeafWriter leaf, ParquetWriterOptions options)
{
    private readonly ByteBuffer _chunk = new();
    private readonly ByteBuffer _page = new();
    private readonly ByteBuffer _compressed = new();
    private readonly LeafDictionary _dictionary = new();
    private bool _usesDictionary;
    private long _uncompressed;

    /// <summary>The chunk's bytes; valid until the next call of <see cref="Encode"/>.</summary>
    public ReadOnlySpan<byte> Bytes => _chunk.Written;

    /// <summary>Encodes what the leaf holds. Offsets in the result count from the start of the chunk.</summary>
    public ColumnChunkMetadata Encode()
    {
        _chunk.Clear();
        _uncompressed = 0;
        _usesDictionary = options.UseDictionary && leaf.Buffer.TryBuild(_dictionary) && _dictionary.Pays(leaf.Buffer.PlainBytes);
        if (_usesDictionary)
            WriteDictionary();
        int data = _chunk.Length;
        WriteDataPages();
        return new ColumnChunkMetadata
        {
            Type = leaf.Node.Element.Type!.Value,
            Codec = options.Codec,
            Encodings = _usesDictionary ? [PageEncoding.Plain, PageEncoding.Rle, PageEncoding.RleDictionary] : [PageEncoding.Plain, PageEncoding.Rle],
            ValueCount = leaf.EntryCount,
            UncompressedSize = _uncompressed,
            CompressedSize = _chunk.Length,
            DataPageOffset = data,
            DictionaryPageOffset = _usesDictionary ? 0 : null,
            Statistics = leaf.Buffer.Statistics(leaf.EntryCount),
        };
    }

    private void WriteDictionary()
    {
        _page.Clear();
        _page.Write(_dictionary.Plain.Written);
        WritePage(new PageHeader { Type = PageType.Dictionary, ValueCount = _dictionary.Count, Encoding = PageEncoding.Plain });
    }

    private void WriteDataPages()
    {
        int perPage = (int)Math.Clamp((long)options.PageBytes * leaf.EntryCount / Math.Max(1, leaf.Buffer.PlainBytes), 1, int.MaxValue);
        var (entry, value) = (0, 0);
        // A chunk of no entries still has a page: some readers look for one.
        do
        {
            int end = EndOfRow((int)Math.Min((long)entry + perPage, leaf.EntryCount));
            value = WriteDataPage(entry, end, value);
            entry = end;
        }
        while (entry < leaf.EntryCount);
    }

    // A row never spans pages.
    private int EndOfRow(int entry)
    {
        var repetitions = leaf.Buffer.Repetitions.Written;
        while (entry < repetitions.Length && repetitions[entry] > 0)
            entry++;
        return entry;
    }

    private int WriteDataPage(int start, int end, int value)
    {
        _page.Clear();
        WriteLevels(leaf.Buffer.Repetitions, leaf.Node.RepetitionLevel, start, end);
        WriteLevels(leaf.Buffer.Definitions, leaf.Node.DefinitionLevel, start, end);
        int lastValue = value + CountValues(start, end);
        if (_usesDictionary)
            WriteIndices(value, lastValue);
        else
            leaf.Buffer.WritePlain(value, lastValue, _page);
        var encoding = _usesDictionary ? PageEncoding.RleDictionary : PageEncoding.Plain;
        WritePage(new PageHeader { Type = PageType.Data, ValueCount = end - start, Encoding = encoding });
        return lastValue;
    }

    private int CountValues(int start, int end) => leaf.Node.DefinitionLevel == 0
        ? end - start
        : leaf.Buffer.Definitions.Written[start..end].Count((byte)leaf.Node.DefinitionLevel);

    private void WriteLevels(ByteBuffer levels, int max, int start, int end)
    {
        if (max == 0)
            return;
        int lengthAt = _page.Length;
        _page.WriteInt32(0);
        RleWriter.Write(levels.Written[start..end], RleWriter.WidthOf(max), _page);
        _page.SetInt32(lengthAt, _page.Length - lengthAt - 4);
    }

    private void WriteIndices(int from, int to)
    {
        _page.Write((byte)_dictionary.Width);
        RleWriter.Write(_dictionary.Indices[from..to], _dictionary.Width, _page);
    }

    private void WritePage(PageHeader header)
    {
        _compressed.Clear();
        Compressor.Compress(options.Codec, _page.Written, _compressed);
        int start = _chunk.Length;
        MetadataWriter.WritePageHeader(_chunk, header with
        {
            UncompressedSize = _page.Length,
            CompressedSize = _compressed.Length,
            Crc = unchecked((int)Crc32.HashToUInt32(_compressed.Written)),
        });
        _uncompressed += _chunk.Length - start + _page.Length;
        _chunk.Write(_compressed.Written);
    }
}
