using RecPipeline.Jobs.Inputs;
using RecPipeline.Jobs.Running;
using RecPipeline.Ratings.Layouts;

namespace RecPipeline.Jobs.Stages.Clean;

/// <summary>The files that ratings are read from, whatever reads them.</summary>
internal static class RatingsFiles
{
    /// <summary>
    /// The files of input.ratings by what they hold; a table that Spark reads counts as one file of its name, after its columns are
    /// checked.
    /// </summary>
    /// <exception cref="PipelineException">Nothing is found or all is empty, or a table lacks a column.</exception>
    public static InputParts Of(StageContext context, CsvLayout layout) => layout.Form == RatingsForm.SparkTable
        ? new InputParts(InputFiles.Table(Checked(context, layout).Name), [], [])
        : Filled(context, InputFiles.Of(context.Options.Input.Ratings));

    /// <summary>The same for executors, which know the files that a table lies in.</summary>
    /// <exception cref="PipelineException">As above.</exception>
    public static InputParts OfSpark(StageContext context, CsvLayout layout) =>
        layout.Form == RatingsForm.SparkTable && Checked(context, layout) is { Files: { Count: > 0 } files } table
            ? new InputParts(InputFiles.Table(table.Name, [.. files.Select(Uri.UnescapeDataString)]), [], [])
            : Of(context, layout);

    // With a line in the log and a number in the contracts where files are passed over.
    private static InputParts Filled(StageContext context, InputFiles files)
    {
        var parts = InputParts.Of(files);
        if (parts.Empty.Count > 0)
        {
            context.Log.Information("{Stage}: {Empty} of {All} files are empty and are passed over, first '{First}'", context.Stage,
                parts.Empty.Count, files.Paths.Count, parts.Empty[0]);
            context.Properties["empty_files"] = parts.Empty.Count;
        }
        return parts;
    }

    private static SparkTable Checked(StageContext context, CsvLayout layout)
    {
        var table = SparkTable.Of(context.Options.Input);
        table.Check(layout.RatingNames, layout.Forms.TimeUnit);
        return table;
    }
}
