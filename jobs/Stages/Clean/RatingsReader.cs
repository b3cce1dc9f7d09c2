using RecPipeline.Formats.Csv;
using RecPipeline.Jobs.Running;
using RecPipeline.Models.Cleaning;

namespace RecPipeline.Jobs.Stages.Clean;

/// <summary>Reads the ratings file chunk by chunk and sorts valid rows from rejected ones.</summary>
internal sealed class RatingsReader(RatingRules rules, RejectedRows rejected)
{
    private readonly GrowingArray<long> _users = new();
    private readonly GrowingArray<long> _items = new();
    private readonly GrowingArray<float> _ratings = new();
    private readonly GrowingArray<long> _timestamps = new();
    private readonly GrowingArray<long> _lines = new();
    private long _rowsRead;

    public static RawRatings Read(StageContext context, CsvLayout layout, RatingRules rules, RejectedRows rejected)
    {
        string file = context.Options.Input.Ratings;
        var reader = new RatingsReader(rules, rejected);
        using var stream = RawFile.Open(file);
        if (stream.Length == 0)
            throw new PipelineException(ExitCode.Failed, $"Cleaning '{file}': the file is empty. Check that its writer finished.");
        foreach (var chunk in RatingsCsv.Read(stream, file, layout, context.Threads, context.Cancellation))
        {
            using (chunk)
                reader.Add(chunk);
            context.Progress(0.7 * stream.Position / stream.Length);
        }
        return reader.Result();
    }

    private void Add(RatingsChunk chunk)
    {
        _rowsRead += chunk.Count;
        for (int row = 0; row < chunk.Count; row++)
        {
            var reason = chunk.Fault[row] != RowFault.None
                ? (RejectReason)chunk.Fault[row]
                : rules.Check(chunk.User[row], chunk.Item[row], chunk.Rating[row], chunk.Timestamp[row]);
            if (reason == RejectReason.None)
                Keep(chunk, row);
            else
                rejected.Add(chunk.File, chunk.Line(row), reason, chunk.Text(row));
        }
    }

    private void Keep(RatingsChunk chunk, int row)
    {
        _users.Add(chunk.User[row]);
        _items.Add(chunk.Item[row]);
        _ratings.Add(chunk.Rating[row]);
        _timestamps.Add(chunk.Timestamp[row]);
        _lines.Add(chunk.Line(row));
    }

    private RawRatings Result() => new(_users.ToArray(), _items.ToArray(), _ratings.ToArray(), _timestamps.ToArray(), _lines.ToArray(), _rowsRead);
}
