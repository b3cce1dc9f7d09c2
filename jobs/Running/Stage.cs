using System.Text.Json.Nodes;
using RecPipeline.Jobs.Configuration;
using RecPipeline.Jobs.Tables;

namespace RecPipeline.Jobs.Running;

/// <summary>
/// What a stage is, on any engine: its rules have a version, its options a shape, its work a local form and a Spark form.
/// </summary>
public abstract class StageDefinition
{
    public abstract string Name { get; }

    /// <summary>Raised whenever the same input gives another output; a test holds key against content hash.</summary>
    public abstract int Version { get; }

    /// <summary>False for a stage that the options switch off; it then takes no part in the run.</summary>
    public virtual bool IsOn(PipelineOptions options) => true;

    /// <summary>The option that switches the stage on; empty for one that is always on.</summary>
    public virtual string Switch => "";

    /// <summary>The options that change the output, as they enter the key.</summary>
    public abstract JsonObject KeyOptions(PipelineOptions options);

    /// <summary>
    /// Options that the stage may read though they are not in its key: they say where and how the work is done and change no table. A
    /// group's name stands for all of its options.
    /// </summary>
    /// <remarks>
    /// A test follows the code of every stage and fails where it reads an option that is neither in the key nor here
    /// (docs/decisions/0088-options-in-keys.md).
    /// </remarks>
    public virtual IReadOnlyList<string> FreeOptions => ["threads", "engine", "spark"];

    /// <summary>Small JSON files that the stage replaces last; each holds the stage's key as <c>key</c>.</summary>
    public virtual IReadOnlyList<string> Files => [];

    /// <summary>Input files outside the output folder; they enter the key by path, length and time.</summary>
    public virtual IEnumerable<string> RawInputs(PipelineOptions options) => [];

    /// <summary>What tells one state of the inputs outside the output from another, by name.</summary>
    public virtual IEnumerable<KeyValuePair<string, string>> RawIdentities(PipelineOptions options) =>
        RawInputs(options).Select(file => KeyValuePair.Create(file, Inputs.RawFile.Identity(file)));

    /// <summary>Does the work on this machine.</summary>
    public abstract void RunLocal(StageContext context);

    /// <summary>Does the work on Spark. What belongs to the driver alone (gate, publish, report) has no other form there.</summary>
    public virtual void RunSpark(StageContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        context.Log.Information("{Stage}: works on the driver", Name);
        RunLocal(context);
    }

    /// <summary>
    /// Does on the driver what has a Spark form, because of <paramref name="reason"/>, and says so in the log and the contracts.
    /// </summary>
    protected void RunOnDriver(StageContext context, string reason) => RunOnDriver(context, reason, () => RunLocal(context));

    /// <summary>The same for work that goes on from what was prepared before the reason was known.</summary>
    protected static void RunOnDriver(StageContext context, string reason, Action work)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(work);
        context.Warn($"works on the driver, not in executors: {reason}");
        work();
    }

    protected static JsonObject Json(params (string Key, object Value)[] options)
    {
        var json = new JsonObject();
        foreach (var (key, value) in options)
            json[key] = value as JsonNode
                ?? (OptionProperties.IsGroup(value.GetType())
                    ? OptionProperties.ToJson(value)
                    : System.Text.Json.JsonSerializer.SerializeToNode(value, value.GetType()));
        return json;
    }
}

/// <summary>A stage's place in the flow.</summary>
public sealed record Stage(StageDefinition Definition, IReadOnlyList<TableSet> Reads, IReadOnlyList<TableSet> Writes, string Does)
{
    public string Name => Definition.Name;

    public IEnumerable<(string Table, bool IsOptional)> Inputs(PipelineOptions options) =>
        Reads.SelectMany(set => set.Expand(options).Select(table => (table, set.IsOptional)));

    public IReadOnlyList<string> Outputs(PipelineOptions options) => [.. Writes.SelectMany(set => set.Expand(options))];
}
