using RecPipeline.Jobs.Configuration;
using RecPipeline.Jobs.Engines;
using System.Text.Json;
using System.Text.Json.Nodes;
using RecPipeline.Evaluation;
using RecPipeline.Spark.Sql;

namespace RecPipeline.Jobs.Reporting;

/// <summary>Everything that the report says, and what <c>run.json</c> holds.</summary>
public sealed record RunFacts
{
    public static readonly JsonSerializerOptions Json = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        WriteIndented = true,
        NumberHandling = System.Text.Json.Serialization.JsonNumberHandling.AllowNamedFloatingPointLiterals,
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>Identity of what the report tells about; empty after a failure.</summary>
    public required string Key { get; init; }

    public required string Status { get; init; }

    public required int ExitCode { get; init; }

    public string? Error { get; init; }

    public required string Program { get; init; }

    public required string Runtime { get; init; }

    public required string Engine { get; init; }

    public required string Date { get; init; }

    public required DateTimeOffset Started { get; init; }

    public required double Seconds { get; init; }

    public required int Threads { get; init; }

    public required IReadOnlyList<StageFacts> Stages { get; init; }

    /// <summary>The Spark that this run used; null where it needed none.</summary>
    public SparkFacts? Spark { get; init; }

    /// <summary>What the input was taken for, with its first rows; null where nobody looked at it.</summary>
    public ResolvedInput? Input { get; init; }

    /// <summary>Rows in, kept, rejected by reason, duplicates; null before clean has run.</summary>
    public JsonObject? RowAccount { get; init; }

    /// <summary>The same of the items file and of the users file (<see cref="DescriptionFacts"/>); null where there is none.</summary>
    public JsonObject? ItemsAccount { get; init; }

    public JsonObject? UsersAccount { get; init; }

    /// <summary>Per protocol and fold: rows by role and the proof that nothing leaks.</summary>
    public JsonArray? Splits { get; init; }

    /// <summary>
    /// How many ratings are liked, between which values they lie, how many users have rows of one time only; null before split has run.
    /// </summary>
    public JsonObject? RatingFacts { get; init; }

    /// <summary>What a person should know although the run went on, in the order of the stages.</summary>
    public IReadOnlyList<string> Warnings { get; init; } = [];

    public IReadOnlyList<MetricRow> Metrics { get; init; } = [];

    /// <summary>The formula of each metric, by name.</summary>
    public IReadOnlyDictionary<string, string> Definitions { get; init; } = new Dictionary<string, string>();

    /// <summary>What evaluation kept beside the numbers: paired comparisons, candidate sets, times.</summary>
    public JsonObject? Evaluation { get; init; }

    /// <summary>Users by reason of their list's length.</summary>
    public IReadOnlyDictionary<string, long> ListStatus { get; init; } = new Dictionary<string, long>();

    public IReadOnlyList<SampleUser> SampleUsers { get; init; } = [];

    public required IReadOnlyList<OptionFact> Options { get; init; }

    public byte[] ToJson() => JsonSerializer.SerializeToUtf8Bytes(this, Json);
}

/// <param name="Seconds">Of the run that wrote the stage's tables.</param>
public sealed record StageFacts(
    string Name, string Does, string Status, double Seconds, IReadOnlyList<string> Reads, IReadOnlyList<string> Writes,
        IReadOnlyList<TableFacts> Tables)
{
    /// <summary>
    /// What its Spark jobs took, in the run that wrote the stage's tables or, for a stage that failed, until then; null where it had none.
    /// </summary>
    public JobTotals? Spark { get; init; }
}

public sealed record TableFacts(string Table, long Rows, string ContentHash, string Key);

public sealed record OptionFact(string Key, JsonNode? Value, JsonNode? Default, string Doc);

/// <param name="History">The user's highest-rated items, best first.</param>
/// <param name="Ratings">How many items the user has rated.</param>
public sealed record SampleUser(string UserId, int Ratings, IReadOnlyList<RatedItem> History, IReadOnlyList<ListedItem> List);

public sealed record RatedItem(string Title, float Rating);

public sealed record ListedItem(int Rank, string Title, float Score, string Source, IReadOnlyList<ReasonFact> Reasons);

/// <param name="Share">Part of the score that this item of the history brought, 0 to 1.</param>
public sealed record ReasonFact(string Title, float Share);
