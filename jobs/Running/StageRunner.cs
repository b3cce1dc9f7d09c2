using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Nodes;
using RecPipeline.Jobs.Engines;
using RecPipeline.Jobs.Tables;
using RecPipeline.Spark.Sql;

namespace RecPipeline.Jobs.Running;

/// <summary>Runs one stage, or finds that its tables are already what they would become.</summary>
internal sealed class StageRunner(RunContext run)
{
    /// <summary>What the stage's Spark jobs took, also where it failed; null where it had none, or where its Spark is gone.</summary>
    public JobTotals? Spark { get; private set; }

    /// <summary>Runs <paramref name="stage"/> unless every output carries the key that this run would give it.</summary>
    public StageOutcome Run(Stage stage, bool force)
    {
        var inputs = Inputs(stage);
        var options = stage.Definition.KeyOptions(run.Options);
        string key = TableKey.Of(stage.Name, stage.Definition.Version, options, inputs);
        if (!force && IsUpToDate(stage, key))
            return new StageOutcome(stage.Name, StageStatus.UpToDate, 0, key);
        var clock = Stopwatch.StartNew();
        using var context = new StageContext(run, key, stage.Outputs(run.Options))
        { Stage = stage.Name, IsForced = force, Inputs = inputs.Keys };
        try
        {
            Work(stage.Definition, context);
            run.Cancellation.ThrowIfCancellationRequested();
        }
        finally
        {
            Spark = context.SparkTotals();
        }
        Publish(stage, context, table => Contract(stage, context, table, options, inputs, clock) with { Spark = Spark });
        return new StageOutcome(stage.Name, StageStatus.Ran, clock.Elapsed.TotalSeconds, key) { Spark = Spark };
    }

    private void Work(StageDefinition definition, StageContext context)
    {
        if (run.Spark is null)
            definition.RunLocal(context);
        else
            SparkErrors.Explained(definition.Name, () => definition.RunSpark(context));
    }

    private SortedDictionary<string, string> Inputs(Stage stage)
    {
        var inputs = new SortedDictionary<string, string>(StringComparer.Ordinal);
        var contracts = new List<TableContract>();
        foreach (var (table, isOptional) in stage.Inputs(run.Options))
        {
            if (run.Catalog.FindContract(table) is { } contract)
                contracts.Add(contract);
            else if (!isOptional)
                throw MissingInput(stage, table);
        }
        CheckOneKeyEach(stage, contracts);
        foreach (var contract in contracts)
            inputs[contract.Table] = contract.ContentHash;
        foreach (var (name, identity) in stage.Definition.RawIdentities(run.Options))
            inputs[name] = identity;
        return inputs;
    }

    // A run that was killed while it published a stage's tables leaves new ones beside old ones. A whole run mends that; --from and --only
    // would mix them.
    private static void CheckOneKeyEach(Stage stage, IEnumerable<TableContract> contracts)
    {
        foreach (var written in contracts.GroupBy(contract => contract.Stage))
            if (written.FirstOrDefault(contract => contract.Key != written.First().Key) is { } other)
                throw new UsageException(
                    $"Stage '{stage.Name}' reads tables of different runs of stage '{written.Key}': "
                    + $"'{written.First().Table}' has key {written.First().Key}, '{other.Table}' has key {other.Key}. "
                    + $"A run ended while it published them. Run with --from {written.Key}, or without --from and --only.");
    }

    private UsageException MissingInput(Stage stage, string table) =>
        new($"Stage '{stage.Name}' reads table '{table}', which is not in '{run.Catalog.Store.Describe("")}'. "
            + "Run without --from and --only, or run the stage that writes it first.");

    private bool IsUpToDate(Stage stage, string key)
    {
        var outputs = stage.Outputs(run.Options);
        return (outputs.Count > 0 || stage.Definition.Files.Count > 0)
            && outputs.All(table => run.Catalog.FindContract(table) is { } contract && contract.Key == key
                && run.Catalog.IsComplete(contract))
            && stage.Definition.Files.All(file => FileKey(file) == key);
    }

    private string? FileKey(string path)
    {
        string folder = path.Contains('/', StringComparison.Ordinal) ? path[..path.LastIndexOf('/')] : "";
        if (!run.Catalog.Store.List(folder).Contains(path[(path.LastIndexOf('/') + 1)..]))
            return null;
        using var stream = run.Catalog.Store.Open(path);
        try
        {
            return (string?)JsonNode.Parse(stream)?["key"];
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            return null; // a damaged file is as good as none: the stage writes it again
        }
    }

    private void Publish(Stage stage, StageContext context, Func<string, TableContract> contract)
    {
        foreach (var draft in context.Drafts.Values)
            draft.Close();
        foreach (string table in stage.Outputs(run.Options))
        {
            var published = contract(table);
            run.Catalog.Publish(published);
            if (context.Drafts[table].IsAdopted)
                run.Catalog.TakeAsProven(published);
        }
        foreach (var (path, content) in context.Files)
            run.Catalog.Store.Replace(path, content);
    }

    private TableContract Contract(
        Stage stage, StageContext context, string table, JsonObject options, SortedDictionary<string, string> inputs, Stopwatch clock)
    {
        var draft = context.Drafts.GetValueOrDefault(table)
            ?? throw new InvalidOperationException($"The flow says that stage '{stage.Name}' writes '{table}', but it did not.");
        return new TableContract
        {
            Table = table,
            Stage = stage.Name,
            StageVersion = stage.Definition.Version,
            Key = context.Key,
            Folder = draft.Folder[(table.Length + 1)..],
            Schema = ColumnContract.Of(draft.Schema),
            Rows = draft.Hash.Rows,
            ContentHash = draft.Hash.ToString(),
            Inputs = inputs,
            Options = (JsonObject)options.DeepClone(),
            Properties = (JsonObject)context.Properties.DeepClone(),
            Engine = run.Engine,
            Program = ProgramVersion.Text,
            Created = DateTimeOffset.UtcNow,
            StageSeconds = Math.Round(clock.Elapsed.TotalSeconds, 3),
        };
    }
}
