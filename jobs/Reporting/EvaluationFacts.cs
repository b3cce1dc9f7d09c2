using System.Text.Json;
using System.Text.Json.Nodes;

namespace RecPipeline.Jobs.Reporting;

/// <summary>
/// What evaluation keeps beside the table <c>metrics</c>, as properties of its contract. Whatever is absent there is empty here.
/// </summary>
public sealed record EvaluationFacts
{
    /// <summary>Models held against a baseline on the same users.</summary>
    public IReadOnlyList<ComparisonFact> Comparisons { get; init; } = [];

    /// <summary>By protocol and fold: the best model, and which others cannot be told from it.</summary>
    public IReadOnlyList<BestFact> Best { get; init; } = [];

    /// <summary>By protocol: which items could enter a list.</summary>
    public IReadOnlyDictionary<string, string> CandidateSets { get; init; } = new Dictionary<string, string>();

    public IReadOnlyList<TimeFact> Times { get; init; } = [];

    /// <summary>By protocol with lists and fold: how many test users were measured.</summary>
    public IReadOnlyList<SampleFact> Samples { get; init; } = [];

    /// <summary>By protocol, fold and model: the options that were chosen on the fold's validation users.</summary>
    public IReadOnlyList<TunedFact> Tuned { get; init; } = [];

    /// <summary>By protocol and fold: what each rule of lists costs.</summary>
    public IReadOnlyList<RuleFact> Rules { get; init; } = [];

    /// <exception cref="JsonException">A part has another shape; the message gives its path.</exception>
    public static EvaluationFacts Of(JsonObject? properties) =>
        properties?.Deserialize<EvaluationFacts>(RunFacts.Json) ?? new EvaluationFacts();

    /// <summary>
    /// The form that <see cref="Of"/> reads and that evaluation writes: <c>{"comparisons": [...], "candidate_sets": {...}, "times":
    /// [...]}</c>.
    /// </summary>
    public JsonObject ToJson() => (JsonObject)JsonSerializer.SerializeToNode(this, RunFacts.Json)!;
}

/// <summary>
/// The mean over users of model − baseline with its 95 % interval; below 0 is better where the metric is an error. Users are those who take
/// part in both.
/// </summary>
/// <remarks>The fold is null where the users of all folds were compared together; numbers are null where no user takes part.</remarks>
public sealed record ComparisonFact(
    string Protocol, int? Fold, string Metric, int Cutoff, string Model, string Baseline, double? Difference, double? Low, double? High,
        long Users);

/// <summary>The best model by a metric. The fold is null where the users of all folds were compared together.</summary>
public sealed record BestFact(string Protocol, int? Fold, string Metric, int Cutoff, string Model, IReadOnlyList<OtherFact> Others);

/// <summary>
/// Another model: the best minus it with the 95 % interval, the p-value by Holm's correction, and whether that is below 5 %.
/// </summary>
public sealed record OtherFact(string Model, double? Difference, double? Low, double? High, double? AdjustedP, bool ToldApart);

/// <summary>Test users that were measured, of those there are; fewer where <c>evaluate.maxUsers</c> drew some by hash.</summary>
public sealed record SampleFact(string Protocol, int Fold, long Users, long Of);

/// <summary>Options that a model which tunes itself chose, with the NDCG of the point in its small search.</summary>
public sealed record TunedFact(string Protocol, int Fold, string Model, JsonObject Options, double Ndcg, int Users);

/// <summary>
/// What a rule of lists costs: the blend's mean without rules, and how far it is from it under this one alone, with the 95 % interval.
/// </summary>
public sealed record RuleFact(
    string Protocol, int Fold, string Rule, string Metric, int Cutoff, double? Blend, double? Difference, double? Low, double? High,
        long Users);

/// <summary>
/// How long a model took to train on the protocol's training rows, and then to predict or to make all lists; 0 where that was not timed
/// apart.
/// </summary>
public sealed record TimeFact(string Protocol, int Fold, string Model, double FitSeconds, double ScoreSeconds);
