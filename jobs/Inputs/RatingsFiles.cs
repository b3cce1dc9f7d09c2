using RecPipeline.Formats.Csv;
using RecPipeline.Jobs.Configuration;

namespace RecPipeline.Jobs.Inputs;

/// <summary>The files that ratings are read from, whatever reads them.</summary>
internal static class RatingsFiles
{
    /// <summary>The files of input.ratings; a table that Spark reads counts as one file of its name, after its columns are checked.</summary>
    /// <exception cref="Running.UsageException">Nothing is found, or a table lacks a column.</exception>
    public static InputFiles Of(PipelineOptions options, CsvLayout layout) =>
        layout.Form == RatingsForm.SparkTable ? InputFiles.Table(Checked(options, layout).Name) : InputFiles.Of(options.Input.Ratings);

    /// <summary>The same for executors, which know the files that a table lies in.</summary>
    /// <exception cref="Running.UsageException">As above.</exception>
    public static InputFiles OfSpark(PipelineOptions options, CsvLayout layout) =>
        layout.Form == RatingsForm.SparkTable && Checked(options, layout) is { Files: { Count: > 0 } files } table
            ? InputFiles.Table(table.Name, [.. files.Select(Uri.UnescapeDataString)])
            : Of(options, layout);

    private static SparkTable Checked(PipelineOptions options, CsvLayout layout)
    {
        var table = SparkTable.Of(options.Input);
        table.Check(layout.RatingNames);
        return table;
    }
}
