using RecPipeline.Ratings.Layouts;
using RecPipeline.Ratings.Records;

namespace RecPipeline.Jobs.Inputs;

/// <summary>A ratings file of any form as the delimited text of <see cref="CsvLayout.Records"/>, which one row parser reads.</summary>
internal static class RatingsText
{
    /// <summary>Opens a file for reading from start to end; memory does not grow with it.</summary>
    /// <param name="path">The file.</param>
    /// <param name="layout">Layout of the input with its form.</param>
    /// <param name="maxExpandedBytes">See <see cref="Configuration.InputOptions.MaxExpandedBytes"/>.</param>
    public static Stream Open(string path, CsvLayout layout, long maxExpandedBytes) => layout.Form switch
    {
        RatingsForm.Delimited => RawFile.Open(path, maxExpandedBytes),
        RatingsForm.Parquet => ParquetRatings.Open(path, layout.RatingNames),
        RatingsForm.SparkTable => SparkTable.Open(layout.RatingNames),
        _ => new LineRecordStream(RawFile.Open(path, maxExpandedBytes), path, Lines(layout)!, layout.MaxRecordBytes),
    };

    /// <summary>The layout of one file's records, with the columns that folders of its path name.</summary>
    public static CsvLayout Records(string path, CsvLayout layout) =>
        layout.Form == RatingsForm.Delimited ? layout with { Folders = ParquetRatings.Partitions(path) } : layout.Records;

    /// <summary>What makes records of the lines of a file; null where the lines are records.</summary>
    public static ILineRecords? Lines(CsvLayout layout) => layout.Form switch
    {
        RatingsForm.JsonLines => new JsonLines(layout.RatingNames),
        RatingsForm.Netflix => new NetflixLines(),
        _ => null,
    };

    /// <summary>The line of the file on which a record of the stream stands, or its row number where the file has no lines.</summary>
    /// <param name="stream">From <see cref="Open"/>.</param>
    /// <param name="record">From 1, of those that were read.</param>
    public static long LineOf(Stream stream, long record) => stream is RecordStream records ? records.LineOf(record) : record;

    /// <summary>True where a record is not what stands in the file, so that rejected rows take their text from there.</summary>
    public static bool HasOwnLines(CsvLayout layout) => layout.Form is RatingsForm.JsonLines or RatingsForm.Netflix;
}
