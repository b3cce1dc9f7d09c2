using System.Globalization;
using System.Text;
using System.Text.Json;

namespace RecPipeline.Jobs.Tests.Stages;

/// <summary>A table of ratings in a random form, with the settings that read it. Faults can be put in, and what becomes of each is known.</summary>
internal sealed class GeneratedTable
{
    private readonly Random _random;
    private readonly string[] _columns;
    private readonly string _separator, _lineEnd, _timeUnit, _marker;
    private readonly bool _hasHeader, _isQuoted, _isLatin1, _hasComma, _hasTextIds, _isMerged, _hasEvents;
    private readonly Encoding _encoding;

    public GeneratedTable(Random random)
    {
        _random = random;
        string[] names = ["who", "what", "value", "when", "note", "More"];
        _columns = [.. names.Take(4 + random.Next(3)).OrderBy(_ => random.Next())];
        _separator = Pick(",", ";", "\t", "|", "::", "\u0001");
        (_lineEnd, _timeUnit, _marker) = (Pick("\n", "\r\n"), Pick("seconds", "milliseconds", "microseconds", "iso"), Pick("-1", "\\N", "n/a"));
        (_hasHeader, _isQuoted, _isLatin1, _hasTextIds) = (Flip(), Flip(), Flip(), Flip());
        (_hasEvents, _isMerged) = (random.Next(4) == 0, Flip());
        _hasComma = !_hasEvents && Flip();
        _encoding = _isLatin1 ? Encoding.Latin1 : new UTF8Encoding(false);
        Ratings = [.. Pairs().Select((pair, i) => (pair.User, pair.Item, Value: _hasEvents ? 1 + (2 * random.Next(3)) : random.Next(1, 11) / 2f, Time: 1_000_000_000L + (1000 * i)))];
    }

    /// <summary>The rows of the clean file.</summary>
    public (int User, int Item, float Value, long Time)[] Ratings { get; }

    /// <summary>Injected rows by what becomes of them: a reason, a filter, or merged.</summary>
    public SortedDictionary<string, int> Injected { get; } = new(StringComparer.Ordinal);

    public bool IsMerged => _isMerged;

    public IEnumerable<string> Settings =>
    [
        "input.layout=table", "clean.maxRejectedShare=1", "input.table.user=who", "input.table.item=what", "input.table.rating=value", "input.table.timestamp=when",
        $"input.table.separator={Pick(JsonSerializer.Serialize(_separator), _separator switch { "\t" => "\\t", "\u0001" => Pick("\\001", "\\x01", "\\u0001"), _ => _separator })}",
        $"input.table.encoding={(_isLatin1 ? "latin-1" : "utf-8")}", $"input.table.timestampUnit={_timeUnit}", $"input.table.nullValues={_marker}", $"input.table.decimal={(_hasComma ? ',' : '.')}",
        $"input.table.columns={JsonSerializer.Serialize(_hasHeader ? [] : _columns)}",
        .. _hasTextIds ? ["clean.idType.user=string", "clean.idType.item=string"] : Array.Empty<string>(),
        .. _hasEvents ? ["input.table.eventWeights={\"look\":1,\"cart\":3,\"buy\":5}", "clean.feedback=explicit"] : Array.Empty<string>(),
        $"clean.duplicateRows={(_isMerged ? "merged" : "rejected")}",
    ];

    /// <summary>The id of a number in this table.</summary>
    public string Id(int number) => _hasTextIds ? $"id {number:000}" : $"{number}";

    /// <summary>The file, with this many rows put in that are none.</summary>
    public byte[] Bytes(int faults)
    {
        var lines = Ratings.Select(row => Line(Fields(row.User, row.Item, row.Value, row.Time))).ToList();
        for (int i = 0; i < faults; i++)
            lines.Insert(_random.Next(lines.Count + 1), Fault());
        if (_hasHeader)
            lines.Insert(0, _encoding.GetBytes(string.Join(_separator, _columns.Select(Quoted))));
        byte[] end = _encoding.GetBytes(_lineEnd);
        byte[] file = [.. lines.SelectMany(line => line.Concat(end))];
        byte[] mark = !_isLatin1 && Flip() ? [0xEF, 0xBB, 0xBF] : [];
        return [.. mark, .. lines[^1].Length > 0 && Flip() ? file[..^end.Length] : file];
    }

    private byte[] Fault()
    {
        var (user, item, value, time) = Ratings[_random.Next(Ratings.Length)];
        var fields = Fields(user, item, value, time);
        string what = Pick("blank", "columns", "number", "number", "time", "nullRating", "duplicateExact", "duplicateConflict", "event", "encoding", "nullTimestamp");
        if (what == "event" && !_hasEvents || what == "encoding" && (_isLatin1 || !_columns.Contains("note")) || what == "nullTimestamp" && _marker == "-1")
            what = "nullRating";
        if (what == "time" && _timeUnit == "iso")
            fields["when"] = "2200-01-01T00:00:01Z";
        else if (what == "time")
            fields["when"] = Whole(7_258_118_401);
        else if (what == "number")
            Break(fields);
        else if (what is "nullRating" or "nullTimestamp")
            fields[what == "nullRating" ? "value" : "when"] = Flip() ? _marker : "";
        else if (what == "event")
            fields["value"] = "Buy";
        else if (what == "duplicateConflict")
            fields = Fields(user, item, value, time - 60);
        string counted = _isMerged && what.StartsWith("duplicate", StringComparison.Ordinal) ? "merged" : what;
        Injected[counted] = Injected.GetValueOrDefault(counted) + 1;
        return what switch
        {
            "blank" => _encoding.GetBytes(Pick("", " ", " \v ")),
            "columns" => [.. Line(fields), .. _encoding.GetBytes(_separator + "x")],
            "encoding" => [.. Line(fields).SelectMany(each => each == (byte)'!' ? [0xFF] : new[] { each })],
            _ => Line(fields),
        };
    }

    // One field that is no number, or is one in a form that would make two ids one.
    private void Break(Dictionary<string, string> fields)
    {
        string field = _hasTextIds ? "when" : Pick("who", "what", "when");
        fields[field] = field == "when" ? Pick("yesterday", "13.09.2020", "1e9", "12 34") : Pick("x", "00" + fields[field], fields[field] + ".0", "1e3", "", "99999999999999999999");
    }

    private Dictionary<string, string> Fields(int user, int item, float value, long time) => new()
    {
        ["who"] = Padded(Id(user)),
        ["what"] = Padded(Id(item)),
        ["value"] = Padded(_hasEvents ? value switch { 1 => "look", 3 => "cart", _ => "buy" } : Number(value)),
        ["when"] = Time(time),
        ["note"] = Pick("Zo\u00EB!", "!", "a b!"),
        ["More"] = Pick("", "1"),
    };

    private string Number(float value)
    {
        string text = value.ToString(value == Math.Floor(value) && Flip() ? "0" : Pick("0.0", "0.00"), CultureInfo.InvariantCulture);
        return _hasComma ? text.Replace('.', ',') : text;
    }

    private string Time(long time) => _timeUnit == "iso"
        ? DateTimeOffset.FromUnixTimeSeconds(time).ToOffset(TimeSpan.FromHours(_random.Next(-5, 6))).ToString(Pick("yyyy-MM-ddTHH:mm:sszzz", "yyyy-MM-dd HH:mm:ss.fffzzz"), CultureInfo.InvariantCulture)
        : Whole(time) + (_random.Next(3) == 0 ? (_hasComma ? ",0" : ".0") : "");

    // Parts of a second are rounded down.
    private string Whole(long time) => _timeUnit switch
    {
        "milliseconds" => $"{(time * 1000) + _random.Next(1000)}",
        "microseconds" => $"{(time * 1_000_000) + _random.Next(1_000_000)}",
        _ => $"{time}",
    };

    private byte[] Line(Dictionary<string, string> fields) => _encoding.GetBytes(string.Join(_separator, _columns.Select(column => Quoted(fields[column]))));

    private string Quoted(string field) => field.Contains(_separator, StringComparison.Ordinal) || (_isQuoted && Flip()) ? $"\"{field}\"" : field;

    private string Padded(string field) => _random.Next(5) == 0 ? $" {field} " : field;

    private static IEnumerable<(int User, int Item)> Pairs() => Enumerable.Range(0, 60).Select(i => (1 + (i % 12), 1 + (i / 12) + (i % 7 * 10)));

    private string Pick(params string[] choices) => choices[_random.Next(choices.Length)];

    private bool Flip() => _random.Next(2) == 0;
}
