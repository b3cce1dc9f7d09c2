using RecPipeline.Formats.Columns;
using RecPipeline.Formats.Parquet.Encodings;
using RecPipeline.Formats.Parquet.Metadata;

namespace RecPipeline.Formats.Parquet.Reading;

/// <summary>A column of logical type UNKNOWN: every value is null, whatever the physical type.</summary>
internal sealed class NoValues : LeafValues
{
    private int _count;

    public override int Count => _count;

    public override void ReadDictionary(PageBytes page, int count)
    {
        // A dictionary of nothing; no page can refer to it.
    }

    public override void ReadPage(PageBytes page, PageEncoding encoding, int count)
    {
        if (count > 0)
            throw ParquetThrow.Damaged(page.Place, "reading a column of nulls", $"{count:N0} values", "none");
    }

    public override void Spread(ReadOnlySpan<byte> definitions, int count, int slots, int slotLevel, int max) => _count += slots;

    public override Column ToColumn(byte[] validity) => new NullColumn(_count);
}
