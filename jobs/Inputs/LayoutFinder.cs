using RecPipeline.Jobs.Configuration;
using RecPipeline.Jobs.Stages;
using RecPipeline.Ratings.Csv;
using RecPipeline.Ratings.Layouts;
using RecPipeline.Ratings.Records;

namespace RecPipeline.Jobs.Inputs;

/// <summary>What one file was taken for.</summary>
/// <param name="Why">By what, for the log: "by its header".</param>
internal sealed record FoundLayout(string Layout, string Format, string Why, SampleRows? Rows);

/// <summary>
/// Recognises the layout of a ratings file by its first bytes and header. A layout or format that is named is taken as it is.
/// </summary>
internal sealed class LayoutFinder(PipelineOptions options)
{
    private readonly InputOptions _input = options.Input;

    private bool IsNamed => _input.Layout != InputFormats.Auto;

    /// <exception cref="UsageException">No layout fits, two do, or the rows contradict the header.</exception>
    public FoundLayout Find(FileHead head)
    {
        string format = _input.Format != InputFormats.Auto
            ? _input.Format
            : head.IsParquet ? InputFormats.Parquet
            : IsJson(head) ? InputFormats.Json
            : InputFormats.Csv;
        return format switch
        {
            InputFormats.Parquet => OfColumns(head.Path, format, [.. ParquetRatings.Schema(head.Path).Select(field => field.Name)],
                ParquetRatings.Partitions(head.Path).Keys),
            InputFormats.Json => OfJson(head),
            _ => IsNamed ? new FoundLayout(_input.Layout, format, "as named", Sample(head, _input.Layout, format)) : OfText(head),
        };
    }

    /// <summary>
    /// A table that names its columns: MovieLens where it has these and no others, else what has all the columns it needs.
    /// </summary>
    /// <param name="path">For messages.</param>
    /// <param name="format">What it is.</param>
    /// <param name="columns">In the file.</param>
    /// <param name="further">Named by folders.</param>
    public FoundLayout OfColumns(string path, string format, IReadOnlyList<string> columns, IEnumerable<string> further)
    {
        if (IsNamed)
            return new FoundLayout(_input.Layout, format, "as named", null);
        var all = columns.Concat(further).ToHashSet(StringComparer.Ordinal);
        string[] fits = [.. Tables()
            .Where(layout => Wanted(layout).All(all.Contains) && (layout != CsvLayouts.MovieLens || columns.Count == Wanted(layout).Count))
            .Select(layout => layout.Name)];
        return fits switch
        {
            [var one] => new FoundLayout(one, format, "by its columns", null),
            [] => throw Unknown(path, $"the columns {Names(all)}", TableCommand.Of(columns, ",", hasHeader: true)),
            _ => throw TwoFit(path, fits),
        };
    }

    private IEnumerable<CsvLayout> Tables() => [CsvLayouts.MovieLens, CsvLayouts.YouTube, InputLayout.Named(options, "table")];

    private static IReadOnlyList<string> Wanted(CsvLayout layout) => [.. RowRecords.Wanted(layout.RatingNames).Select(each => each.Name)];

    private static bool IsJson(FileHead head) =>
        head.Rows.FirstOrDefault() is { } first && first.AsSpan().TrimStart(" \t"u8) is [(byte)'{', ..];

    private FoundLayout OfJson(FileHead head)
    {
        string[] keys = [.. head.Rows.SelectMany(line => JsonLines.Keys(line) ?? []).Distinct(StringComparer.Ordinal)];
        if (keys.Length == 0 && !IsNamed)
            throw new UsageException(
                $"Recognising '{head.Path}': its lines are no whole JSON objects: {Quoted(head.Rows.First())}. "
                + "Write one object per line (jq -c '.[]' makes them of a list).");
        var found = OfColumns(head.Path, InputFormats.Json, keys, []);
        return found with { Rows = Sample(head, found.Layout, found.Format) };
    }

    private FoundLayout OfText(FileHead head)
    {
        if (head.Rows.FirstOrDefault() is [(byte)'[', ..])
            throw new UsageException(
                $"Recognising '{head.Path}': it begins with '[' as a list in JSON does. Write one object per line: "
                + $"jq -c '.[]' '{head.Path}'.");
        var tried = Candidates().Select(name => (Name: name, Rows: Try(head, name))).Where(each => each.Rows is not null).ToArray();
        var byHeader = tried.Where(each => HasHeader(each.Name)).ToArray();
        var byRows = tried.Where(each => !HasHeader(each.Name) && 2 * each.Rows!.Good > each.Rows.Count).ToArray();
        if (byHeader.FirstOrDefault(each => each.Rows is { Count: > 0, Good: 0 }) is { Rows: { } bad, Name: var named })
            throw Contradiction(head, named, bad, [.. byRows.Select(each => each.Name).Concat(WithoutHeader(head))]);
        string[] fits = [.. byHeader.Concat(byRows).Select(each => each.Name)];
        if (fits.Length > 1)
            fits = OneOfMovieLens(fits, head);
        return fits switch
        {
            [var one] => new FoundLayout(one, InputFormats.Csv, HasHeader(one) ? "by its header" : "by its first lines",
                tried.First(each => each.Name == one).Rows),
            [] => throw Unknown(head),
            _ => throw TwoFit(head.Path, fits),
        };
    }

    private static IEnumerable<string> Candidates() => [.. CsvLayouts.All.Select(layout => layout.Name), "table"];

    private bool HasHeader(string name) =>
        InputLayout.Named(options, name) is { Form: RatingsForm.Delimited, Ratings.Format.HasHeader: true };

    // Null where the first line already says that it is another layout.
    private SampleRows? Try(FileHead head, string name)
    {
        var layout = InputLayout.Named(options, name);
        if (layout.Form == RatingsForm.Netflix && !(head.Rows.FirstOrDefault() is { } first && NetflixLines.IsHeading(first, out _)))
            return null;
        try
        {
            return SampleRows.OfLines(head.Lines, layout);
        }
        catch (CsvFormatException)
        {
            return null; // its header names other columns
        }
    }

    private SampleRows? Sample(FileHead head, string layout, string format)
    {
        var named = InputLayout.Named(options, layout);
        var form = format == InputFormats.Json ? RatingsForm.JsonLines : named.Form;
        try
        {
            return head.IsEmpty ? null : SampleRows.OfLines(head.Lines, named with { Form = form });
        }
        catch (CsvFormatException)
        {
            return null; // clean will say which columns are missing
        }
    }

    // 1M and 10M are one form: ids and stars between ::, in 10M also half stars.
    private static string[] OneOfMovieLens(string[] fits, FileHead head)
    {
        if (!fits.All(name => name is "movielens-1m" or "movielens-10m"))
            return fits;
        bool hasHalves = head.Rows.Any(line => CsvLine.Fields(line, CsvLayouts.MovieLens1M.Ratings.Format) is [_, _, var rating, _]
            && rating.Contains('.', StringComparison.Ordinal));
        return [hasHalves ? "movielens-10m" : "movielens-1m"];
    }

    // What the rows below a header would be by themselves.
    private IEnumerable<string> WithoutHeader(FileHead head) => Candidates().Where(name => !HasHeader(name) && name != "table")
        .Where(name => SampleRows.OfLines([.. head.Lines.Skip(1)], InputLayout.Named(options, name)) is { Good: > 0 } rows
            && 2 * rows.Good > rows.Count);

    private static UsageException Contradiction(FileHead head, string named, SampleRows rows, string[] others) => new(
        $"Recognising '{head.Path}': line 1 names the columns of layout {named}, "
            + $"but none of the {rows.Count:N0} rows below it is a rating of it; the first is {Quoted(rows.FirstBad)}."
        + (others.Length == 0 ? "" : $" They are rows of layout {string.Join(" or ", others.Distinct())}.")
        + $" Correct the file, or say what it is: --layout {named}{(others.Length == 0 ? "" : $" or --layout {others[0]}")}; "
        + "ids that are texts need --set clean.idType.user=string (item likewise).");

    private static UsageException TwoFit(string path, string[] names) => new(
        $"Recognising '{path}': the layouts {string.Join(" and ", names)} both fit. Name the one that is meant: "
            + $"--layout {string.Join(" or --layout ", names)}.");

    private static UsageException Unknown(FileHead head)
    {
        byte[] first = head.Rows.First();
        var (separator, fields) = TableCommand.Split(first);
        bool hasHeader = !fields.Any(field => double.TryParse(field, System.Globalization.CultureInfo.InvariantCulture, out _));
        string found = hasHeader ? $"line 1 names the columns {Names(fields)}" : $"line 1 is {Quoted(first)}";
        return Unknown(head.Path, found, TableCommand.Of(fields, separator, hasHeader));
    }

    private static UsageException Unknown(string path, string found, string command) => new(
        $"Recognising '{path}': {found}, which is no layout that is known "
            + $"({string.Join(", ", CsvLayouts.All.Select(layout => layout.Name))}, table). Say which columns they are:\n  {command}");

    private static string Names(IEnumerable<string> names) => string.Join(", ", names.Take(20).Select(name => ShownText.Quoted(name, 60)));

    private static string Quoted(byte[]? line) => ShownText.Quoted(System.Text.Encoding.UTF8.GetString(line ?? []), 60);
}
