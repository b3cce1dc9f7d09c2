using RecPipeline.Jobs.Inputs;
using RecPipeline.Jobs.Running;
using RecPipeline.Models.Cleaning;
using RecPipeline.Ratings.Layouts;
using RecPipeline.Ratings.Rows;

namespace RecPipeline.Jobs.Stages.Clean;

/// <summary>Finds the text of rows that lost against another row of the same user and item.</summary>
/// <remarks>Duplicates are rare, so their text is not kept for every row; the file is read again when there are any.</remarks>
internal static class DroppedDuplicates
{
    public static void Add(StageContext context, InputFiles files, CsvLayout layout, RawRatings raw, DeduplicatedRatings deduplicated,
        RejectedRows rejected)
    {
        if (deduplicated.DroppedRows.Length == 0)
            return;
        var reasons = new Dictionary<long, RejectReason>(deduplicated.DroppedRows.Length);
        for (int i = 0; i < deduplicated.DroppedRows.Length; i++)
            reasons[raw.Place[deduplicated.DroppedRows[i]]] = deduplicated.DroppedReasons[i];
        for (int file = 0; file < files.Paths.Count; file++)
            AddOf(context, file, files.Paths[file], layout, reasons, rejected);
    }

    private static void AddOf(StageContext context, int file, string path, CsvLayout layout, Dictionary<long, RejectReason> reasons,
        RejectedRows rejected)
    {
        using var stream = RatingsText.Open(path, layout, context.Options.Input.MaxExpandedBytes);
        foreach (var chunk in RatingsCsv.Read(stream, path, RatingsText.Records(path, layout), context.Threads, context.Cancellation))
        {
            using (chunk)
                AddOf(file, chunk, row => RatingsText.LineOf(stream, chunk.Line(row)), reasons, rejected);
        }
    }

    private static void AddOf(int file, RatingsChunk chunk, Func<int, long> line, Dictionary<long, RejectReason> reasons,
        RejectedRows rejected)
    {
        for (int row = 0; row < chunk.Count; row++)
            if (reasons.TryGetValue(RawRatings.PlaceOf(file, line(row)), out var reason))
                rejected.Add(chunk.File, line(row), reason, chunk.Text(row));
    }
}
