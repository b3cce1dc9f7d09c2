using RecPipeline.Jobs.Inputs;
using RecPipeline.Jobs.Running;
using RecPipeline.Models.Cleaning;
using RecPipeline.Ratings.Layouts;
using RecPipeline.Ratings.Records;
using RecPipeline.Ratings.Rows;

namespace RecPipeline.Jobs.Stages.Clean;

/// <summary>Reads the ratings files chunk by chunk and sorts valid rows from rejected ones.</summary>
internal sealed class RatingsReader(CsvLayout layout, RatingRules rules, RejectedRows rejected)
{
    private readonly IdColumn _users = new(layout.UserIds);
    private readonly IdColumn _items = new(layout.ItemIds);
    private readonly GrowingArray<float> _ratings = new();
    private readonly GrowingArray<long> _timestamps = new();
    private readonly GrowingArray<long> _places = new();
    private long _rowsRead, _textUsers, _textItems;
    private RecordStream? _records;

    public static RawRatings Read(StageContext context, InputFiles files, CsvLayout layout, RatingRules rules, RejectedRows rejected)
    {
        RatingsHeader.Read(files, layout);
        var reader = new RatingsReader(layout, rules, rejected);
        for (int file = 0; file < files.Paths.Count; file++)
            reader.Read(context, file, files, layout);
        return reader.Result();
    }

    private void Read(StageContext context, int file, InputFiles files, CsvLayout layout)
    {
        using var stream = RatingsText.Open(files.Paths[file], layout, context.Options.Input.MaxExpandedBytes);
        _records = stream as RecordStream;
        foreach (
            var chunk in RatingsCsv.Read(stream, files.Paths[file], RatingsText.Records(files.Paths[file], layout), context.Threads,
                context.Cancellation))
        {
            using (chunk)
                Add(chunk, file);
            context.Progress(0.7 * (file + ((double)stream.Position / stream.Length)) / files.Paths.Count);
        }
    }

    private long Line(RatingsChunk chunk, int row) => _records is null ? chunk.Line(row) : _records.LineOf(chunk.Line(row));

    private bool HasTextIds => _users.AreTexts || _items.AreTexts;

    private void Add(RatingsChunk chunk, int file)
    {
        _rowsRead += chunk.Count;
        for (int row = 0; row < chunk.Count; row++)
        {
            var reason = chunk.Fault[row] != RowFault.None ? (RejectReason)chunk.Fault[row] : HasTextIds ? CheckTexts(chunk, row)
                : rules.Check(chunk.User[row], chunk.Item[row], chunk.Rating[row], chunk.Timestamp[row]);
            if (reason == RejectReason.None)
                Keep(chunk, row, file);
            else
                Reject(chunk, row, reason);
        }
    }

    private RejectReason CheckTexts(RatingsChunk chunk, int row)
    {
        chunk.ReadIds(row, out var user, out var item);
        bool areAllowed = (_users.AreTexts ? RatingRules.Allows(user) : rules.Allows(chunk.User[row]))
            && (_items.AreTexts ? RatingRules.Allows(item) : rules.Allows(chunk.Item[row]));
        return rules.Check(areAllowed, chunk.Rating[row], chunk.Timestamp[row],
            _items.AreTexts ? rules.Knows(item) : rules.Knows(chunk.Item[row]));
    }

    private void Keep(RatingsChunk chunk, int row, int file)
    {
        if (HasTextIds)
            KeepTexts(chunk, row);
        if (!_users.AreTexts)
            _users.Add(chunk.User[row]);
        if (!_items.AreTexts)
            _items.Add(chunk.Item[row]);
        _ratings.Add(chunk.Rating[row]);
        _timestamps.Add(chunk.Timestamp[row]);
        _places.Add(RawRatings.PlaceOf(file, Line(chunk, row)));
    }

    private void KeepTexts(RatingsChunk chunk, int row)
    {
        chunk.ReadIds(row, out var user, out var item);
        if (_users.AreTexts)
            _users.Add(user);
        if (_items.AreTexts)
            _items.Add(item);
    }

    private void Reject(RatingsChunk chunk, int row, RejectReason reason)
    {
        if (RejectReasons.IsFilter(reason))
            rejected.AddFiltered(chunk.File, Line(chunk, row), reason, () => chunk.Text(row));
        else
            rejected.Add(chunk.File, Line(chunk, row), reason, chunk.Text(row));
        if (reason != RejectReason.Number)
            return;
        var (user, item) = chunk.IdsThatAreTexts(row);
        _textUsers += user ? 1 : 0;
        _textItems += item ? 1 : 0;
    }

    private RawRatings Result() =>
        new(_users, _items, _ratings.ToArray(), _timestamps.ToArray(), _places.ToArray(), _rowsRead, _textUsers, _textItems);
}
