using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using RecPipeline.Evaluation;
using RecPipeline.Jobs.Configuration;
using RecPipeline.Jobs.Running;
using RecPipeline.Models.Splitting;

namespace RecPipeline.Jobs.Stages.Split;

/// <summary>
/// Whether the ratings are what the options take them for: some are liked, and rows have the times that protocols ask for. Before any model
/// is fitted.
/// </summary>
internal static class RatingChecks
{
    /// <summary>The property of contracts that holds the facts.</summary>
    public const string Property = "rating_facts";

    private const string Meaning = "set likedThreshold to the rating from which on this scale means a like";

    private const double FewLiked = 0.01, NearlyAllLiked = 0.999, ManyOfOneTime = 0.5;

    private static readonly JsonSerializerOptions SnakeCase = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    /// <summary>
    /// Keeps the facts in the contracts, says in the log what counts as liked, and warns of what is unlikely to be meant.
    /// </summary>
    /// <exception cref="UsageException">Nothing is liked, or no user's rows have an order in time and a protocol asks for one.</exception>
    public static void Check(StageContext context, RatingFacts facts)
    {
        if (facts.Rows == 0)
            return;
        CheckLikes(context, facts);
        CheckTimes(context, facts);
        context.Properties[Property] = Json(context.Options, facts);
        context.Log.Information("split: {Words}", Words(context.Options, facts));
    }

    /// <summary>What counts as liked and how much of the data does, in one sentence.</summary>
    public static string Words(PipelineOptions options, RatingFacts facts) => string.Create(CultureInfo.InvariantCulture,
        $"{facts.Liked:N0} of {facts.Rows:N0} ratings ({facts.LikedShare:0.0%}) reach likedThreshold "
            + $"{options.LikedThreshold}{Origin(options)} ")
        + string.Create(CultureInfo.InvariantCulture, $"and count as liked; ratings run from {facts.Lowest} to {facts.Highest}");

    private static string Origin(PipelineOptions options) => (options.LikedThreshold, options.Clean.Feedback) switch
    {
        (SplitRules.Stars, "explicit") => " (the default, for five stars)",
        (0, "implicit") => " (every confidence)",
        _ => "",
    };

    private static void CheckLikes(StageContext context, RatingFacts facts)
    {
        double threshold = context.Options.LikedThreshold;
        if (facts.Liked == 0)
            throw new UsageException(string.Create(CultureInfo.InvariantCulture,
                $"Splitting: no rating reaches likedThreshold {threshold}; the highest is {facts.Highest}: "
                    + $"set likedThreshold={facts.Highest} ")
                + string.Create(CultureInfo.InvariantCulture, $"({facts.AtHighest:N0} of {facts.Rows:N0} ratings are that high, ")
                + string.Create(CultureInfo.InvariantCulture,
                    $"the lowest is {facts.Lowest}), or the rating from which on your scale means a like. ")
                + "Lists learn from liked ratings alone.");
        if (facts.LikedShare < FewLiked)
            context.Warn($"only {Words(context.Options, facts)}. Lists learn from liked ratings alone: {Meaning}.");
        else if (facts.LikedShare > NearlyAllLiked && context.Options.Clean.Feedback == "explicit")
            context.Warn(
                $"{Words(context.Options, facts)}. A threshold that nearly everything reaches tells no likes from dislikes: {Meaning}, "
                + "or clean.feedback=implicit where every row is one.");
    }

    private static void CheckTimes(StageContext context, RatingFacts facts)
    {
        string[] protocols =
            [.. context.Options.Evaluate.Protocols.Where(name => Splits.NeedsTimes(name) && ProtocolKinds.Of(name) != ProtocolKind.Later)];
        if (protocols.Length == 0 || facts.OfOneTime == 0)
            return;
        string counts = string.Create(
            CultureInfo.InvariantCulture,
                $"all rows of {facts.OfOneTime:N0} of {facts.Compared:N0} users with two ratings or more have one time");
        if (facts.OfOneTime == facts.Compared)
            throw new UsageException(
                $"Splitting by {string.Join(", ", protocols)}: {counts}, so nobody has a last rating. {Advice(context.Options)}");
        if (facts.OfOneTime > ManyOfOneTime * facts.Compared)
            context.Warn($"{counts}; for them {string.Join(", ", protocols)} hide the largest item id instead of the last rating. "
                + Advice(context.Options));
    }

    private static string Advice(PipelineOptions options)
    {
        string[] others = options.Clean.Feedback == "implicit" ? ["loo_hash", "strong_all"] : ["hash_20", "loo_hash", "strong_liked"];
        return $"Set evaluate.protocols to some that need no times, such as {string.Join(", ", others)}"
            + (options.Input.Layout == "table"
                ? ", or input.table.timestamp= where the column is none of times; these are the defaults then."
                : ".");
    }

    private static JsonObject Json(PipelineOptions options, RatingFacts facts)
    {
        var json = (JsonObject)JsonSerializer.SerializeToNode(facts, SnakeCase)!;
        json["liked_threshold"] = options.LikedThreshold;
        json["words"] = Words(options, facts);
        return json;
    }
}
