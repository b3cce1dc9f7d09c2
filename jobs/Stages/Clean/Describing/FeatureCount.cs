using RecPipeline.Jobs.Configuration;
using RecPipeline.Jobs.Reporting;
using RecPipeline.Ratings.Csv;

namespace RecPipeline.Jobs.Stages.Clean.Describing;

/// <summary>What became of the fields of one feature.</summary>
internal sealed class FeatureCount(Feature feature)
{
    private const int ManyValues = 50;

    private readonly HashSet<string> _values = [];
    private bool _areNumbers = true;
    private PlacedRows? _unread;
    private long _rows;

    public void Add(string? value)
    {
        _rows++;
        _areNumbers = _areNumbers && value is not null && FeatureRows.TryNumber(value, out _);
        if (value is not null && _values.Count <= ManyValues)
            _values.Add(value);
    }

    /// <summary>A field that should be a number is none.</summary>
    public void AddUnread(long line, string text) =>
        _unread = _unread is { } first
            ? first with { Rows = first.Rows + 1 }
            : new PlacedRows(1, line, $"{feature.Name} is {ShownText.Quoted(text, 60)}, which is no number");

    public FeatureFacts Facts => new(feature.Name, feature.Kind.ToString().ToLowerInvariant(), _rows, _unread);

    /// <summary>What is odd about the feature; null where nothing is.</summary>
    public string? Warning => _unread is { } unread
        ? $"{unread.Rows:N0} fields of the feature {feature.Name} are unread, first at line {unread.FirstLine} ({unread.Why}). "
            + $"Correct them, or write {feature.Name}:text."
        : feature is { Kind: FeatureKind.Text, IsNamed: false } && _areNumbers && _values.Count > ManyValues
            ? $"the feature {feature.Name} has more than {ManyValues} values, all of them numbers, and each became a feature of its own. "
                + $"Write {feature.Name}:number if they are amounts, {feature.Name}:text if they are not."
            : null;
}
