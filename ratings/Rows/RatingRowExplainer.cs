using System.Text;
using RecPipeline.Ratings.Csv;
using RecPipeline.Ratings.Layouts;

namespace RecPipeline.Ratings.Rows;

/// <summary>Says of a record what is wrong with it: the field, its value, the form that is wanted, and what to do.</summary>
/// <remarks>From the record's text alone, so that the words are the same wherever it was parsed.
/// Names of options are those of the pipeline.</remarks>
public sealed class RatingRowExplainer(CsvLayout layout, RatingColumns columns)
{
    private static readonly string[] Separators = ["\t", ",", ";", "|", "::", "\u0001", " "];

    /// <summary>The texts of the fields of a record, blanks around them taken off; null where it cannot be split,
    /// empty for columns that are not there.</summary>
    public (string User, string Item, string Rating, string Timestamp)? Texts(string record) =>
        RatingRowParser.TrySplit(Bytes(record), columns, out var fields)
            ? (Text(fields.User), Text(fields.Item), Text(fields.Rating), Text(fields.Timestamp))
            : null;

    /// <summary>The time of a record in seconds since 1970; 0 where it has none that can be read.</summary>
    public long Seconds(string record)
    {
        long seconds = 0;
        bool hasTime = RatingRowParser.TrySplit(Bytes(record), columns, out var fields)
            && columns.Fields.Time(fields.Timestamp.Bytes, ref seconds) == RowFault.None;
        return hasTime ? seconds : 0;
    }

    /// <summary>Which ids of a record are texts where numbers should be; see <see cref="RatingRowParser.IdsThatAreTexts"/>.</summary>
    public (bool User, bool Item) IdsThatAreTexts(string record) => RatingRowParser.IdsThatAreTexts(Bytes(record), columns);

    /// <summary>What the parser's fault is about, in one sentence without a stop.</summary>
    /// <param name="fault">As found by <see cref="RatingRowParser"/>.</param>
    /// <param name="record">The record's text; bytes that were no UTF-8 are U+FFFD.</param>
    public string Explain(RowFault fault, string record)
    {
        ArgumentNullException.ThrowIfNull(record);
        return fault switch
        {
            RowFault.Blank => "the line is empty or blank",
            RowFault.Encoding =>
                $"the line holds bytes that are no UTF-8 ({TableAdvice("input.table.encoding=latin-1", "if the file is in latin-1")})",
            RowFault.Columns => Columns(record),
            _ => Field(fault, record),
        };
    }

    private string Field(RowFault fault, string record)
    {
        RatingRowParser.TrySplit(Bytes(record), columns, out var fields);
        long ignored = 0;
        if (RatingFields.Id(fields.User, columns.UserIds, columns, ref ignored) != RowFault.None)
            return IdWords.Explain("user", columns.Names.User, Text(fields.User), fault);
        if (RatingFields.Id(fields.Item, columns.ItemIds, columns, ref ignored) != RowFault.None)
            return IdWords.Explain("item", columns.Names.Item, Text(fields.Item), fault);
        var words = new ValueWords(columns.Forms);
        if (fault is RowFault.NullTimestamp)
            return $"timestamp {ShownText.Quoted(Text(fields.Timestamp))} says that there is no time";
        if (fault is RowFault.NullRating or RowFault.Event)
            return words.Filtered(fault, Text(fields.Rating), columns.Names.Rating);
        float rating = 0;
        bool isRating = columns.Rating >= 0 && !columns.Fields.HasEvents
            && columns.Fields.Rating(fields.Rating.Bytes, ref rating) != RowFault.None;
        return isRating
            ? words.Rating(Text(fields.Rating), columns.Names.Rating)
            : words.Time(Text(fields.Timestamp), columns.Names.Timestamp);
    }

    private string Columns(string record)
    {
        string separator = Encoding.UTF8.GetString(columns.Format.Separator);
        var (count, isOpen) = Count(record, columns.Format);
        if (isOpen)
        {
            string advice = layout.Name == "table" ? "; if quotes mean nothing in this file, set input.table.quotes=false" : "";
            return $"a quote is opened and never closed (after {count} of {columns.FieldCount} fields{advice})";
        }
        string fields = count == 1 ? "field" : "fields";
        string found = $"found {count} {fields}, wanted {columns.FieldCount} separated by {ShownText.Quoted(separator)}";
        string? other = Separators.Where(each => each != separator && record.Contains(each, StringComparison.Ordinal))
            .FirstOrDefault(each => Count(record, CsvFormat.Of(each, false, columns.Format.Quotes)).Fields == columns.FieldCount);
        if (other is null)
            return found;
        string setting = TableAdvice(ShownText.Setting("input.table.separator", other));
        return $"{found}; the line has {columns.FieldCount} separated by {ShownText.Quoted(other)}: {setting}";
    }

    // Options of input.table describe layout table only.
    private string TableAdvice(string setting, string when = "") => layout.Name == "table"
        ? $"{when}{(when.Length > 0 ? " " : "")}set {setting}"
        : $"{when}{(when.Length > 0 ? " " : "")}name a --layout that fits, or describe it with --layout table and {setting}";

    private static (int Fields, bool IsOpen) Count(string record, CsvFormat format)
    {
        var fields = new FieldReader(Encoding.UTF8.GetBytes(record), format);
        int count = 0;
        while (fields.Next())
            count++;
        return (count, fields.IsOpen);
    }

    private byte[] Bytes(string record) => columns.Format.Bytes(record);

    private string Text(FieldText field) => field.Text(columns.Format).Trim();
}
