using RecPipeline.Jobs.Configuration;
using RecPipeline.Jobs.Inputs;
using RecPipeline.Jobs.Running;
using RecPipeline.Ratings.Csv;
using RecPipeline.Ratings.Layouts;
using RecPipeline.Ratings.Rows;

namespace RecPipeline.Jobs.Stages.Clean;

/// <summary>
/// The columns of the ratings files, which must be the same in all of them; none may be empty (<see cref="InputParts"/>).
/// </summary>
internal static class RatingsHeader
{
    /// <exception cref="UsageException">Two files have other columns.</exception>
    public static IReadOnlyList<string> Read(InputFiles files, CsvLayout layout)
    {
        var first = Read(files.Paths[0], layout);
        foreach (string file in files.Paths.Skip(1))
            if (Read(file, layout) is var other && !other.SequenceEqual(first))
                throw new UsageException(
                    $"'{files.Paths[0]}' has the columns {Shown(first)}, '{file}' has {Shown(other)}. "
                    + "All files of input.ratings need the same columns in the same order; name those that are ratings.");
        return first;
    }

    private static string Shown(IReadOnlyList<string> columns) => string.Join(", ", columns.Take(20).Select(ShownText.Escaped));

    private static IReadOnlyList<string> Read(string file, CsvLayout layout)
    {
        if (layout.Form == RatingsForm.Parquet)
            ParquetRatings.Check(file, layout.RatingNames, layout.Forms.TimeUnit);
        if (layout.Form != RatingsForm.Delimited)
            return layout.Records.Ratings.Columns;
        using var stream = RawFile.Open(file);
        return RatingsCsv.ReadHeader(stream, file, RatingsText.Records(file, layout));
    }
}
