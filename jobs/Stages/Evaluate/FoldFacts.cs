using System.Text.Json.Nodes;
using RecPipeline.Evaluation;
using RecPipeline.Jobs.Tables;
using RecPipeline.Jobs.Tuning;
using RecPipeline.Models.Popularity;
using RecPipeline.Models.RandomLists;
using RecPipeline.Models.Splitting;
using RecPipeline.Models.TopN;

namespace RecPipeline.Jobs.Stages.Evaluate;

/// <summary>What evaluation keeps beside the numbers: paired comparisons, candidate sets, times.</summary>
internal sealed class FoldFacts
{
    private readonly JsonArray _comparisons = [], _best = [];
    private readonly JsonArray _times = [];
    private readonly JsonArray _choices = [];
    private readonly JsonArray _tuned = [];
    private readonly JsonArray _samples = [];
    private readonly JsonArray _rules = [];
    private readonly JsonObject _candidateSets = [];

    /// <summary>Users of all folds of a protocol together.</summary>
    public PooledFolds Pooled { get; } = new();

    /// <summary>What a blend is made of: models that are neither its fallback nor the floor.</summary>
    public static IEnumerable<string> Parts(IEnumerable<string> lists) =>
        lists.Where(list => list is not (PopularityModel.ModelName or RandomModel.ModelName or ModelList.BlendName));

    public void Compare(FoldName fold, string metric, int cutoff, string model, string baseline, PairedResult result) =>
        Compare(fold.Protocol, fold.Fold, metric, cutoff, model, baseline, result);

    /// <param name="protocol">Its name.</param>
    /// <param name="fold">Null for the users of all folds.</param>
    /// <param name="metric">What was compared.</param>
    /// <param name="cutoff">At this length.</param>
    /// <param name="model">Minus the baseline.</param>
    /// <param name="baseline">What is subtracted.</param>
    /// <param name="result">Difference and interval.</param>
    public void Compare(string protocol, int? fold, string metric, int cutoff, string model, string baseline, PairedResult result) =>
        _comparisons.Add(new JsonObject
    {
        ["protocol"] = protocol,
        ["fold"] = fold,
        ["metric"] = metric,
        ["cutoff"] = cutoff,
        ["model"] = model,
        ["baseline"] = baseline,
        ["difference"] = Finite(result.Difference),
        ["low"] = Finite(result.Low),
        ["high"] = Finite(result.High),
        ["users"] = result.Users,
    });

    /// <summary>Keeps the best model by a metric, and which others cannot be told from it.</summary>
    /// <param name="protocol">Its name.</param>
    /// <param name="fold">Null for the users of all folds.</param>
    /// <param name="metric">Of which the mean over users is compared.</param>
    /// <param name="cutoff">At this length.</param>
    /// <param name="values">By model and user.</param>
    /// <param name="seed">Of the bootstrap.</param>
    /// <param name="isLowerBetter">True for errors.</param>
    public void Best(
        string protocol, int? fold, string metric, int cutoff, IReadOnlyDictionary<string, double[]> values, long seed,
        bool isLowerBetter = false)
    {
        if (BestModel.Of(values, isLowerBetter, seed) is not var (best, others))
            return;
        var json = others.Select(each => new JsonObject
        {
            ["model"] = each.Model, ["difference"] = Finite(each.Result.Difference), ["low"] = Finite(each.Result.Low),
            ["high"] = Finite(each.Result.High), ["adjusted_p"] = Finite(each.AdjustedP), ["told_apart"] = each.IsToldApart,
        });
        _best.Add(new JsonObject
        {
            ["protocol"] = protocol, ["fold"] = fold, ["metric"] = metric, ["cutoff"] = cutoff, ["model"] = best,
            ["others"] = new JsonArray([.. json]),
        });
    }

    public void Time(FoldName fold, string model, double fitSeconds, double scoreSeconds) => _times.Add(new JsonObject
    {
        ["protocol"] = fold.Protocol,
        ["fold"] = fold.Fold,
        ["model"] = model,
        ["fit_seconds"] = Math.Round(fitSeconds, 3),
        ["score_seconds"] = Math.Round(scoreSeconds, 3),
    });

    /// <summary>Keeps the weights of the blend that were chosen on the fold's validation users.</summary>
    public void Choose(FoldName fold, BlendChoice choice)
    {
        var json = choice.ToJson();
        (json["protocol"], json["fold"]) = (fold.Protocol, fold.Fold);
        _choices.Add(json);
    }

    /// <summary>Keeps the options that a model chose on the fold's validation users.</summary>
    public void Tune(FoldName fold, OptionChoice choice)
    {
        var json = choice.ToJson();
        (json["protocol"], json["fold"]) = (fold.Protocol, fold.Fold);
        _tuned.Add(json);
    }

    /// <summary>Keeps how many of how many test users the lists of a fold are measured on.</summary>
    public void Sample(FoldName fold, UserSample users) => _samples.Add(new JsonObject
    {
        ["protocol"] = fold.Protocol,
        ["fold"] = fold.Fold,
        ["users"] = users.Users.Length,
        ["of"] = users.Of,
    });

    /// <summary>Keeps what rules of lists cost: the blend under a rule minus the blend as it is.</summary>
    public void Rule(FoldName fold, string rule, string metric, int cutoff, double blend, PairedResult result) => _rules.Add(new JsonObject
    {
        ["protocol"] = fold.Protocol, ["fold"] = fold.Fold, ["rule"] = rule, ["metric"] = metric, ["cutoff"] = cutoff,
        ["blend"] = Finite(blend), ["difference"] = Finite(result.Difference), ["low"] = Finite(result.Low),
        ["high"] = Finite(result.High), ["users"] = result.Users,
    });

    public void CandidateSet(FoldName fold, string words) => _candidateSets[fold.Protocol] = words;

    public JsonObject ToJson()
    {
        var json = new JsonObject
        {
            ["comparisons"] = _comparisons, ["best"] = _best, ["candidate_sets"] = _candidateSets, ["times"] = _times,
            ["samples"] = _samples,
        };
        if (_choices.Count > 0)
            json["blends"] = _choices;
        if (_rules.Count > 0)
            json["rules"] = _rules;
        if (_tuned.Count > 0)
            json["tuned"] = _tuned;
        return json;
    }

    // JSON has no NaN; a comparison over no users has no numbers.
    private static JsonValue? Finite(double value) => double.IsFinite(value) ? JsonValue.Create(value) : null;
}
