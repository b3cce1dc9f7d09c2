using RecPipeline.Formats.Columns;
using RecPipeline.Formats.Parquet.Encodings;
using RecPipeline.Formats.Parquet.Metadata;

namespace RecPipeline.Formats.Parquet.Reading;

/// <summary>The values of a leaf while its pages are read, one after the other.</summary>
internal abstract class LeafValues
{
    /// <summary>Slots so far, those of nulls included once they are spread.</summary>
    public abstract int Count { get; }

    /// <summary>Takes the chunk's dictionary.</summary>
    public abstract void ReadDictionary(PageBytes page, int count);

    /// <summary>Appends the <paramref name="count"/> values of a page that are there.</summary>
    public abstract void ReadPage(PageBytes page, PageEncoding encoding, int count);

    /// <summary>Moves the last <paramref name="count"/> values apart so that nulls have a slot, which holds zero.</summary>
    /// <param name="definitions">Levels of the page's entries.</param>
    /// <param name="count">How many of them are of level <paramref name="max"/>.</param>
    /// <param name="slots">How many of them are of <paramref name="slotLevel"/> or more.</param>
    /// <param name="slotLevel">From this level on an entry has a slot.</param>
    /// <param name="max">Of this level an entry has a value.</param>
    public abstract void Spread(ReadOnlySpan<byte> definitions, int count, int slots, int slotLevel, int max);

    /// <summary>The column of all values. Nothing can be appended any more.</summary>
    public abstract Column ToColumn(byte[] validity);
}
