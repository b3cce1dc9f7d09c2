using RecPipeline.Jobs.Configuration;
using System.Globalization;
using System.Text;
using RecPipeline.Ratings.Csv;
using RecPipeline.Ratings.Layouts;
using RecPipeline.Ratings.Records;
using RecPipeline.Ratings.Rows;

namespace RecPipeline.Jobs.Inputs;

/// <summary>
/// Some records of an input, judged by the row parser of the pipeline: how many are ratings, and the first three as it understands them.
/// </summary>
internal sealed class SampleRows
{
    private const int Shown = 3;
    private readonly List<FirstRow> _first = [];

    /// <summary>Records that were looked at, blank ones not.</summary>
    public int Count { get; private set; }

    /// <summary>How many of them are ratings.</summary>
    public int Good { get; private set; }

    public IReadOnlyList<FirstRow> First => _first;

    /// <summary>The first record that is none; null where all are.</summary>
    public byte[]? FirstBad { get; private set; }

    /// <summary>Looks at the lines of a text file under a layout.</summary>
    /// <param name="lines">Of the file, from its first.</param>
    /// <param name="layout">Any form of lines.</param>
    /// <exception cref="CsvFormatException">The header lacks a column.</exception>
    public static SampleRows OfLines(IReadOnlyList<byte[]> lines, CsvLayout layout)
    {
        var format = layout.Ratings.Format;
        bool hasHeader = layout.Form == RatingsForm.Delimited && format.HasHeader;
        var header = hasHeader && lines.Count > 0 ? Header(lines[0], format) : layout.Records.Ratings.Columns;
        return Of(Records(hasHeader ? lines.Skip(1) : lines, layout), layout.Records, header);
    }

    /// <summary>Looks at whole records.</summary>
    public static SampleRows Of(IEnumerable<byte[]> records, CsvLayout layout, IReadOnlyList<string> header)
    {
        var (columns, rows) = (RatingColumns.Resolve(layout, header, ""), new SampleRows());
        foreach (byte[] record in records)
            rows.Add(record, columns);
        return rows;
    }

    /// <summary>The names in a header line.</summary>
    public static IReadOnlyList<string> Header(ReadOnlySpan<byte> line, CsvFormat format) => CsvLine.Fields(line, format);

    private static IEnumerable<byte[]> Records(IEnumerable<byte[]> lines, CsvLayout layout)
    {
        var form = RatingsText.Lines(layout);
        var buffer = new RecordBuffer();
        foreach (byte[] line in lines)
        {
            buffer.Clear();
            if (form is null)
                yield return line;
            else if (form.Write(line, buffer))
                yield return buffer.Bytes[..^1].ToArray();
        }
    }

    private void Add(byte[] record, RatingColumns columns)
    {
        var fault = RatingRowParser.Parse(record, columns, out long user, out long item, out float rating, out long time);
        if (fault == RowFault.Blank)
            return;
        (Count, Good) = (Count + 1, Good + (fault == RowFault.None ? 1 : 0));
        if (fault != RowFault.None)
            FirstBad ??= record;
        else if (_first.Count < Shown)
            _first.Add(Row(record, columns, user, item, rating, time));
    }

    private static FirstRow Row(byte[] record, RatingColumns columns, long user, long item, float rating, long time)
    {
        RatingRowParser.ReadIds(record, columns, out var userText, out var itemText);
        return new FirstRow(
            columns.UserIds == IdType.String
                ? ShownText.Escaped(Encoding.UTF8.GetString(userText))
                : user.ToString(CultureInfo.InvariantCulture),
            columns.ItemIds == IdType.String
                ? ShownText.Escaped(Encoding.UTF8.GetString(itemText))
                : item.ToString(CultureInfo.InvariantCulture),
            rating.ToString(CultureInfo.InvariantCulture),
            columns.Timestamp < 0 ? "" : Words(time));
    }

    // Beyond the years 1 to 9999 the number says more than a date could.
    private static string Words(long seconds) => seconds is < -62_135_596_800 or > 253_402_300_799
        ? seconds.ToString(CultureInfo.InvariantCulture)
        : DateTimeOffset.FromUnixTimeSeconds(seconds).ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);
}
