using RecPipeline.Formats.Parquet;
using RecPipeline.Jobs.Configuration;
using RecPipeline.Jobs.Stages;
using RecPipeline.Ratings.Layouts;
using RecPipeline.Ratings.Records;

namespace RecPipeline.Jobs.Inputs;

/// <summary>
/// Finds what <c>input.layout=auto</c> and <c>input.format=auto</c> stand for, from at most 64 KiB of every ratings file and the footers of
/// Parquet.
/// </summary>
internal static class InputResolver
{
    /// <summary>True where nothing has to be found.</summary>
    public static bool IsResolved(InputOptions input) => input.Layout != InputFormats.Auto && input.Format != InputFormats.Auto;

    /// <summary>The options with layout and format as they are found; as they come where they are named.</summary>
    /// <exception cref="PipelineException">As <see cref="Find"/>.</exception>
    public static PipelineOptions Resolved(PipelineOptions options) => IsResolved(options.Input) ? options : With(options, Find(options));

    public static PipelineOptions With(PipelineOptions options, ResolvedInput found) =>
        options with { Input = options.Input with { Layout = found.Layout, Format = found.Format } };

    /// <exception cref="UsageException">A file is missing, no layout fits or several do, or two files differ.</exception>
    public static ResolvedInput Find(PipelineOptions options)
    {
        var finder = new LayoutFinder(options);
        if (InputFormats.IsSparkTable(options.Input))
            return OfTable(options, finder);
        var files = InputFiles.Of(options.Input.Ratings);
        FoundLayout? first = null;
        var (at, filled) = (0, 0);
        for (int file = 0; file < files.Paths.Count; file++)
        {
            var head = FileHead.Read(files.Paths[file]);
            if (head.IsEmpty)
                continue;
            filled++;
            var found = finder.Find(head);
            if (first is not null && (found.Layout, found.Format) != (first.Layout, first.Format))
                throw Differ(files, at, first, file, found);
            (first, at) = first is null ? (found, file) : (first, at);
        }
        return first is null ? Empty(options, files) : Words(options, files, at, filled, first);
    }

    private static ResolvedInput OfTable(PipelineOptions options, LayoutFinder finder)
    {
        var columns = SparkTable.Of(options.Input).Schema;
        var found = finder.OfColumns(SparkTable.Of(options.Input).Name, options.Input.Format, [.. columns.Select(field => field.Name)], []);
        return new ResolvedInput(found.Layout, found.Format,
            $"{SparkTable.Of(options.Input).Name} is layout {found.Layout} ({found.Format}), {found.Why}", []);
    }

    // Clean says that there are no rows; for that any layout will do.
    private static ResolvedInput Empty(PipelineOptions options, InputFiles files) => options.Input.Layout != InputFormats.Auto
        ? new ResolvedInput(options.Input.Layout, options.Input.Format == InputFormats.Auto ? InputFormats.Csv : options.Input.Format,
            $"{files.Words} is empty", [])
        : new ResolvedInput("movielens", InputFormats.Csv, $"{files.Words} is empty", []);

    private static ResolvedInput Words(PipelineOptions options, InputFiles files, int at, int filled, FoundLayout found)
    {
        var rows = found.Format == InputFormats.Parquet ? OfParquet(options, files.Paths[at], found) : found.Rows?.First ?? [];
        string count = filled == 1 ? "" : $" (the first of {filled:N0} files that are alike)";
        return new ResolvedInput(found.Layout, found.Format,
            $"{files.Names[at]}{count} is layout {found.Layout} ({found.Format}), {found.Why}", rows);
    }

    // The first row group of the first file; a file whose columns do not fit is refused by clean, with its columns.
    private static IReadOnlyList<FirstRow> OfParquet(PipelineOptions options, string path, FoundLayout found)
    {
        var layout = InputLayout.Named(options, found.Layout);
        if (RowRecords.Mistake(ParquetRatings.Schema(path), ParquetRatings.Partitions(path), layout.RatingNames).Length > 0)
            return [];
        var bytes = new byte[FileHead.MaxBytes];
        int count = ReadRecords(path, layout.RatingNames, bytes);
        var layoutOfRecords = (layout with { Form = RatingsForm.Parquet }).Records;
        return SampleRows.Of(WholeLines(bytes[..count]), layoutOfRecords, layoutOfRecords.Ratings.Columns).First;
    }

    private static int ReadRecords(string path, RatingNames names, byte[] target)
    {
        try
        {
            using var records = ParquetRatings.Open(path, names);
            return records.ReadAtLeast(target, 1, throwOnEndOfStream: false);
        }
        catch (ParquetFormatException error)
        {
            throw new UsageException(error.Message, error);
        }
    }

    private static List<byte[]> WholeLines(byte[] text)
    {
        var lines = new List<byte[]>();
        for (var rest = text.AsSpan(); rest.IndexOf((byte)'\n') is >= 0 and var end; rest = rest[(end + 1)..])
            lines.Add(rest[..end].ToArray());
        return lines;
    }

    private static UsageException Differ(InputFiles files, int at, FoundLayout first, int file, FoundLayout other) => new(
        $"'{files.Paths[at]}' is layout {first.Layout} ({first.Format}), '{files.Paths[file]}' is layout {other.Layout} ({other.Format}). "
            + "All files of input.ratings must have one layout; name those that belong together.");
}
