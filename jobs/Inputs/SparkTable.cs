using System.Globalization;
using RecPipeline.Formats.Columns;
using RecPipeline.Jobs.Configuration;
using RecPipeline.Jobs.Engines;
using RecPipeline.Jobs.Running;
using RecPipeline.Ratings.Layouts;
using RecPipeline.Ratings.Records;
using RecPipeline.Spark.Gateway;
using RecPipeline.Spark.Sql;

namespace RecPipeline.Jobs.Inputs;

/// <summary>Ratings that Spark reads by a reader of its own: files of a format, a table of the catalog, a table of a database.</summary>
internal sealed class SparkTable
{
    private static SparkTable? _last;

    private readonly InputOptions _input;
    private FieldList? _schema;
    private string[]? _files;

    private SparkTable(InputOptions input)
    {
        (_input, Name) = (input, NameOf(input));
        Frame = Explained(() => input.Format == InputFormats.Table ? Reader().Table(input.Ratings) : Reader().Load(Paths()));
    }

    /// <summary>The Spark of the run; null on the local engine. A process has at most one.</summary>
    public static Func<SparkSession>? Session { get; set; }

    /// <summary>What messages call it.</summary>
    public string Name { get; }

    public DataFrame Frame { get; }

    /// <summary>Its columns with their types.</summary>
    public FieldList Schema => _schema ??= Explained(() => Frame.Limit(0).CollectBatch().Schema);

    /// <summary>The table of an input; asked for again, the same one.</summary>
    /// <exception cref="UsageException">Spark has no such reader, or the reader finds no such table.</exception>
    public static SparkTable Of(InputOptions input)
    {
        if (_last is not null && ReferenceEquals(_last._input.Options, input.Options)
            && (_last._input.Ratings, _last._input.Format) == (input.Ratings, input.Format))
            return _last;
        return _last = new SparkTable(input);
    }

    /// <summary>The rows of the table that was asked for last, as records on this machine.</summary>
    /// <remarks>The wanted columns of all rows are held here.</remarks>
    public static Stream Open(RatingNames names)
    {
        var table = _last ?? throw new InvalidOperationException("No table of Spark was asked for.");
        var batches = table.Explained(() => table.Selected(names).CollectBatches());
        return new BatchRecordStream(batches, new Dictionary<string, string?>(), names, batches.Sum(batch => (long)batch.RowCount));
    }

    /// <summary>The columns of a rating.</summary>
    public DataFrame Selected(RatingNames names) =>
        Frame.SelectExpr([.. RowRecords.Wanted(names).Select(each => Quoted(each.Name)).Distinct()]);

    /// <exception cref="UsageException">A column is missing or of a type that holds no such value.</exception>
    public void Check(RatingNames names, TimeUnit unit = TimeUnit.Seconds)
    {
        var none = new Dictionary<string, string?>();
        string mistake = RowRecords.Mistake(Schema, none, names, unit);
        if (mistake.Length > 0)
            throw ParquetRatings.Missing(Name, ParquetRatings.Columns(Schema, none), mistake);
    }

    /// <summary>The files that it lies in, in order; none for a table of a database.</summary>
    public IReadOnlyList<string> Files => _files ??= [.. Explained(() => Frame.InputFiles()).Order(StringComparer.Ordinal)];

    /// <summary>
    /// What tells one state of the table from another: its files with length and time, or where it has none, a count and a hash over all
    /// its rows, for which it is read.
    /// </summary>
    /// <exception cref="UsageException">As <see cref="Check"/>.</exception>
    public IEnumerable<KeyValuePair<string, string>> Identity(RatingNames names)
    {
        Check(names);
        return Files is { Count: > 0 } files
            ? files.Select(file => Uri.UnescapeDataString(file)).Select(file => KeyValuePair.Create(file, RawFile.Identity(file)))
            : [KeyValuePair.Create(Name, Explained(() => Hash(names)))];
    }

    private string Hash(RatingNames names)
    {
        string columns = string.Join(", ", RowRecords.Wanted(names).Select(each => Quoted(each.Name)));
        var row = Frame.SelectExpr("count(*) AS n", $"CAST(sum(CAST(xxhash64({columns}) AS DECIMAL(38, 0))) AS STRING) AS h").First();
        return string.Create(CultureInfo.InvariantCulture, $"{row.GetAs<long>("n")} rows, hash {row.GetAs<string?>("h") ?? "0"}");
    }

    private static string Quoted(string column) => $"`{column.Replace("`", "``", StringComparison.Ordinal)}`";

    private static string NameOf(InputOptions input) =>
        input.Format == InputFormats.Jdbc && (Option(input, "dbtable") ?? Option(input, "query")) is { } table
        ? $"jdbc {table}"
        : $"{input.Format} {Secrets.Text(input.Ratings)}";

    private static string? Option(InputOptions input, string name) =>
        input.Options.FirstOrDefault(option => option.Key.Equals(name, StringComparison.OrdinalIgnoreCase)).Value;

    private DataFrameReader Reader()
    {
        var session = Session ?? throw new UsageException($"input.format is '{_input.Format}', which needs --engine spark.");
        var reader = session().Read();
        if (_input.Format != InputFormats.Table)
            reader = reader.Format(_input.Format);
        foreach (var (key, value) in _input.Options)
            reader = reader.Option(key, value);
        bool namesTable = _input.Format == InputFormats.Jdbc && Option(_input, "dbtable") is null && Option(_input, "query") is null;
        return namesTable ? reader.Option("dbtable", _input.Ratings) : reader;
    }

    private string[] Paths() => _input.Format == InputFormats.Jdbc ? []
        : [.. _input.Ratings.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            .Select(Addresses.SparkPath)];

    // What goes wrong before work starts is the user's to correct; what Spark says may hold what was given to it.
    private T Explained<T>(Func<T> work)
    {
        try
        {
            return work();
        }
        catch (SparkGatewayException error)
        {
            string said = Secrets.Without(error.Cause?.ToString() ?? error.Message, _input.Options);
            throw new UsageException($"Reading ratings by Spark's reader '{_input.Format}' ({Name}): {said}\n{Advice(said)}");
        }
    }

    private static string Advice(string said) =>
        said.Contains("No suitable driver", StringComparison.Ordinal) || said.Contains("ClassNotFound", StringComparison.Ordinal)
            || said.Contains("DATA_SOURCE_NOT_FOUND", StringComparison.Ordinal)
            || said.Contains("find the data source", StringComparison.Ordinal)
        ? "Its classes are not there. Give Spark the package that holds them: --set "
        + "'spark.submitOptions=[\"--packages\",\"group:artifact:version\"]' (for PostgreSQL org.postgresql:postgresql:42.7.4), "
        + "or the jar: --set 'spark.submitOptions=[\"--jars\",\"/path/driver.jar\"]'. "
            + "For jdbc name the driver's class too, since Java does not look for it among them: "
            + "--set input.options.driver=org.postgresql.Driver."
        : "Check input.ratings, input.format and input.options.";
}
