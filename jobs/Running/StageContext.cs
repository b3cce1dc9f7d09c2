using System.Text.Json.Nodes;
using RecPipeline.Formats.Columns;
using RecPipeline.Jobs.Configuration;
using RecPipeline.Jobs.Tables;
using Serilog;

namespace RecPipeline.Jobs.Running;

/// <summary>What a running stage may use: options, tables to read, drafts to write, progress, and a token that says stop.</summary>
public sealed partial class StageContext(RunContext run, string key, IReadOnlyList<string> outputs) : IDisposable
{
    private readonly Dictionary<string, TableDraft> _drafts = [];
    private readonly List<(string Path, ReadOnlyMemory<byte> Content)> _files = [];

    /// <summary>The stage's name, which its Spark jobs carry.</summary>
    public string Stage { get; init; } = "";

    /// <summary>The tables whose content the stage's key holds.</summary>
    public IReadOnlyCollection<string> Inputs { get; init; } = [];

    /// <summary>The user wants everything made anew, even what could be taken over from an earlier run.</summary>
    public bool IsForced { get; init; }

    public PipelineOptions Options => run.Options;

    public RunContext Run => run;

    public ILogger Log => run.Log;

    public int Threads => run.Options.EffectiveThreads;

    public CancellationToken Cancellation => run.Cancellation;

    /// <summary>Identity of this stage's output.</summary>
    public string Key => key;

    /// <summary>Facts to keep in the contracts of this stage and to show in the report.</summary>
    public JsonObject Properties { get; } = [];

    public IReadOnlyDictionary<string, TableDraft> Drafts => _drafts;

    public IReadOnlyList<(string Path, ReadOnlyMemory<byte> Content)> Files => _files;

    public Table Load(string table, params IReadOnlyList<string> columns) => run.Catalog.Load(table, columns);

    public TableContract Contract(string table) => run.Catalog.Contract(table);

    /// <summary>Starts a new version of one of the stage's tables; the runner closes and publishes it.</summary>
    public TableDraft Draft(string table, FieldList schema, params IReadOnlyList<string> partitionBy)
    {
        if (!outputs.Contains(table))
            throw new InvalidOperationException(
                $"The flow does not say that this stage writes '{table}'; it writes {string.Join(", ", outputs)}.");
        return _drafts[table] = run.Catalog.Draft(table, key, schema, partitionBy);
    }

    /// <summary>Writes a whole table from one batch.</summary>
    public void Write(string table, FieldList schema, params IReadOnlyList<Column> columns) =>
        Draft(table, schema).Write(new RecordBatch(schema, columns));

    /// <summary>Replaces a small file after all tables of this stage are published.</summary>
    public void ReplaceLast(string path, ReadOnlyMemory<byte> content) => _files.Add((path, content));

    /// <summary>Reports how far the stage is, from 0 to 1.</summary>
    public void Progress(double share) => run.Progress.Advance(share);

    public void Dispose()
    {
        _jobs?.Dispose();
        foreach (var draft in _drafts.Values)
            draft.Dispose();
    }
}
