using RecPipeline.Formats.Columns;
using RecPipeline.Formats.Hashing;
using RecPipeline.Jobs.Engines;
using RecPipeline.Spark.Gateway;
using RecPipeline.Spark.Sql;
using RecPipeline.Udfs;
using static RecPipeline.Spark.Sql.Functions;

namespace RecPipeline.Jobs.Running;

/// <content>What a stage's Spark form may use.</content>
public sealed partial class StageContext
{
    private JobGroup? _jobs;

    /// <summary>
    /// The session. The first use in a run starts Spark; the jobs of a stage carry its name and end when the run is stopped.
    /// </summary>
    public SparkSession Spark
    {
        get
        {
            var engine = run.Spark
                ?? throw new InvalidOperationException($"Stage '{Stage}' asks for Spark, but the engine is '{run.Engine}'.");
            _jobs ??= engine.Session.JobGroup(Stage, null, Cancellation);
            return engine.Session;
        }
    }

    /// <summary>
    /// What the stage's Spark jobs took; null for a stage that has not asked for Spark, and where Spark does not answer any more.
    /// </summary>
    public JobTotals? SparkTotals()
    {
        try
        {
            return _jobs?.Totals();
        }
        catch (Exception error) when (error is SparkGatewayException or OperationCanceledException)
        {
            // Counts are not worth a stage that is done, and what ended a stage must be heard before what ended its Spark.
            Log.Warning("{Stage}: what its Spark jobs took is not known: {Message}", Stage, error.Message);
            return null;
        }
    }

    /// <summary>Partitions of an exchange.</summary>
    public int Partitions => int.Parse(Spark.Conf().Get("spark.sql.shuffle.partitions"), System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>An input table, or the named columns of it.</summary>
    /// <remarks>
    /// A version that this run has not written, nor read before, is held against its content hash first: one job that reads all of it.
    /// Damage that comes later is found where page checksums find it.
    /// </remarks>
    /// <exception cref="Tables.StoreException">The rows are others than the contract promises.</exception>
    public DataFrame Frame(string table, params IReadOnlyList<string> columns)
    {
        run.Catalog.Prove(
            table, contract => HashOf(run.Catalog.SparkPath(table), FieldList.Of(), [.. contract.Schema.Select(column => column.Name)]));
        var frame = Spark.Read().Parquet(run.Catalog.SparkPath(table));
        return columns.Count == 0 ? frame : frame.Select(columns);
    }

    /// <summary>The liked rows of a ratings table: compared as doubles, as on the local engine.</summary>
    public DataFrame Liked(string table, params IReadOnlyList<string> columns) =>
        Frame(table, columns).Filter(Col("rating").Cast("double") >= Options.LikedThreshold);

    /// <summary>
    /// One exchange that brings whole users into a partition, sorted by user and item; partitions in order are users in order.
    /// </summary>
    public DataFrame ByUser(DataFrame rows)
    {
        ArgumentNullException.ThrowIfNull(rows);
        return rows.RepartitionByRange(Partitions, Col("user_index")).SortWithinPartitions(Col("user_index"), Col("item_index"));
    }

    /// <summary>
    /// Writes one of the stage's tables from Spark; the tasks that write it count and hash its rows, with the code that the local engine
    /// uses.
    /// </summary>
    public void Write(string name, FieldList schema, DataFrame rows)
    {
        ArgumentNullException.ThrowIfNull(rows);
        var draft = Draft(name, schema);
        string[] names = [.. schema.Select(field => field.Name)];
        var table = rows.Columns().SequenceEqual(names) ? rows : rows.Select(names);
        using var hashes = Spark.TaskNotes();
        table.Observe(ContentHash.Watch, hashes).Write().Parquet(run.Catalog.SparkFolder(draft.Folder));
        draft.Adopt(ContentHash.Sum(schema, hashes.Read()));
    }

    private TableHash HashOf(string folder, FieldList schema, string[] names) => ContentHash.Sum(
        schema, Spark.Read().Parquet(folder).Select(names).MapBatches(ContentHash.OfPartition, ContentHash.Parts).CollectBatch());

    /// <summary>
    /// Sets where long fits put their checkpoints, after trying that it can be written; disposing the result removes them.
    /// </summary>
    /// <exception cref="UsageException">It cannot be written.</exception>
    public IDisposable Checkpoints()
    {
        string folder = Options.Spark.CheckpointDir.Length > 0 ? Options.Spark.CheckpointDir : run.Catalog.SparkFolder("_checkpoints");
        return new SparkCheckpoints(Spark, $"{folder.TrimEnd('/')}/{Key}-{Guid.NewGuid():N}");
    }
}
