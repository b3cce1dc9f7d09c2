using RecPipeline.Formats.Csv;
using RecPipeline.Jobs.Configuration;

namespace RecPipeline.Jobs.Inputs;

/// <summary>The files that ratings are read from, whatever reads them.</summary>
internal static class RatingsFiles
{
    /// <summary>The files of input.ratings; a table that Spark reads counts as one file of its name, after its columns are checked.</summary>
    /// <exception cref="Running.UsageException">Nothing is found, or a table lacks a column.</exception>
    public static InputFiles Of(PipelineOptions options, CsvLayout layout)
    {
        if (layout.Form != RatingsForm.SparkTable)
            return InputFiles.Of(options.Input.Ratings);
        var table = SparkTable.Of(options.Input);
        table.Check(layout.RatingNames);
        return InputFiles.Table(table.Name);
    }
}
