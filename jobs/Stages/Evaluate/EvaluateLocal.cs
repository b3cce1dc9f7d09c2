using System.Text.Json.Nodes;
using RecPipeline.Evaluation;
using RecPipeline.Jobs.Running;
using RecPipeline.Jobs.Tables;

namespace RecPipeline.Jobs.Stages.Evaluate;

internal static class EvaluateLocal
{
    public static void Run(StageContext context)
    {
        var (rows, facts) = (new List<MetricRow>(), new FoldFacts());
        var folds = TableNames.Folds(context.Options).ToArray();
        for (int i = 0; i < folds.Length; i++)
        {
            rows.AddRange(ProtocolKinds.Of(folds[i].Protocol) == ProtocolKind.Ratings
                ? new RatingFold(context, folds[i], facts).Measure()
                : new ListFold(context, folds[i], facts).Measure());
            context.Progress((i + 1.0) / folds.Length);
        }
        context.Draft("metrics", Schemas.Metrics).Write(MetricsBatch.Of(rows));
        foreach (var (name, value) in facts.ToJson())
            context.Properties[name] = value?.DeepClone();
    }
}

/// <summary>What evaluation keeps beside the numbers: paired comparisons, candidate sets, times.</summary>
internal sealed class FoldFacts
{
    private readonly JsonArray _comparisons = [];
    private readonly JsonArray _times = [];
    private readonly JsonObject _candidateSets = [];

    public void Compare(FoldName fold, string metric, int cutoff, string model, string baseline, PairedResult result) => _comparisons.Add(new JsonObject
    {
        ["protocol"] = fold.Protocol,
        ["fold"] = fold.Fold,
        ["metric"] = metric,
        ["cutoff"] = cutoff,
        ["model"] = model,
        ["baseline"] = baseline,
        ["difference"] = Finite(result.Difference),
        ["low"] = Finite(result.Low),
        ["high"] = Finite(result.High),
        ["users"] = result.Users,
    });

    public void Time(FoldName fold, string model, double fitSeconds, double scoreSeconds) => _times.Add(new JsonObject
    {
        ["protocol"] = fold.Protocol,
        ["fold"] = fold.Fold,
        ["model"] = model,
        ["fit_seconds"] = Math.Round(fitSeconds, 3),
        ["score_seconds"] = Math.Round(scoreSeconds, 3),
    });

    public void CandidateSet(FoldName fold, string words) => _candidateSets[fold.Protocol] = words;

    public JsonObject ToJson() => new() { ["comparisons"] = _comparisons, ["candidate_sets"] = _candidateSets, ["times"] = _times };

    // JSON has no NaN; a comparison over no users has no numbers.
    private static JsonValue? Finite(double value) => double.IsFinite(value) ? JsonValue.Create(value) : null;
}
