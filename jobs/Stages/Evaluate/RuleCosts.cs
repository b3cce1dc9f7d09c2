using RecPipeline.Evaluation;
using RecPipeline.Jobs.Configuration;
using RecPipeline.Jobs.Models;
using RecPipeline.Jobs.Running;
using RecPipeline.Jobs.Stages.TopN.Rules;
using RecPipeline.Jobs.Tables;
using RecPipeline.Models.Kernels;
using RecPipeline.Models.Popularity;
using RecPipeline.Models.Shaping;
using RecPipeline.Models.Splitting;
using RecPipeline.Models.TopN;

namespace RecPipeline.Jobs.Stages.Evaluate;

/// <summary>
/// What rules of lists cost: the headline metric of the blend at the length of lists, under each rule alone and under all together, against
/// the blend without rules on the same users.
/// </summary>
/// <remarks>On the driver on both engines: every rule makes the test users' lists once more. Items are unrated, or rarely rated, where the
/// fold's training rows say so.</remarks>
internal static class RuleCosts
{
    private const int RangeUsers = 32;
    private const string AllRules = "all rules";

    public static void Measure(StageContext context, FoldName fold, ListSet fitted, UserSample users, FoldFacts facts)
    {
        IListMetric metric = fold.Kind == ProtocolKind.LeaveOneOut ? new HitRate() : new Ndcg();
        int n = context.Options.TopN.N;
        var settings = fitted.Settings with { N = n };
        double[] plain = Values(context, fold, fitted with { Settings = settings }, users, metric);
        double mean = plain.Where(value => !double.IsNaN(value)).DefaultIfEmpty(double.NaN).Average();
        foreach (var (rule, excluded, shaping) in Variants(context, PopularityModel.Of(fitted.Fitted[0].State)))
        {
            var shaped = settings with { Excluded = [.. settings.Excluded.Union(excluded).Order()], Shaping = shaping };
            double[] values = Values(context, fold, fitted with { Settings = shaped }, users, metric);
            facts.Rule(fold, rule, metric.Name, n, mean, PairedComparison.Compare(values, plain, context.Options.Seed));
        }
    }

    // Each rule of the file and each option for itself, then all of them where there are several.
    private static List<(string Rule, int[] Excluded, ListShaping Shaping)> Variants(
        StageContext context, ItemPopularity popularity)
    {
        var options = context.Options.TopN;
        var none = options with { Explore = 0, Cold = 0, Diversity = 0, Calibration = 0 };
        var rules = ListRules.Each(context).ToArray();
        (string Rule, TopNOptions Options)[] own =
        [
            ("diversity", none with { Diversity = options.Diversity }), ("calibration", none with { Calibration = options.Calibration }),
            ("explore", none with { Explore = options.Explore }), ("cold", none with { Cold = options.Cold }),
        ];
        ListShaping Shaping(TopNOptions of, ListShaping? shaping) =>
            Slots.Add(context, of, [], shaping, popularity) ?? shaping ?? new ListShaping();
        var all = new List<(string, int[], ListShaping)>(rules.Select(rule => (rule.Name, rule.Rule.Excluded, rule.Rule.Shaping)));
        all.AddRange(own.Where(each => each.Options != none).Select(each => (each.Rule, Array.Empty<int>(), Shaping(each.Options, null))));
        if (all.Count > 1)
            all.Add((
                AllRules, [.. rules.SelectMany(rule => rule.Rule.Excluded)],
                Shaping(options, Together([.. rules.Select(rule => rule.Rule.Shaping)]))));
        return all;
    }

    private static ListShaping? Together(ListShaping[] rules) => rules.Length == 0
        ? null
        : new ListShaping { AtMost = [.. rules.SelectMany(rule => rule.AtMost)], AtLeast = [.. rules.SelectMany(rule => rule.AtLeast)] };

    // By user; NaN for who is not measured.
    private static double[] Values(StageContext context, FoldName fold, ListSet fitted, UserSample users, IListMetric metric)
    {
        string known = fold.HasHeldOutUsers ? fold.FoldIn : fold.Train;
        var (histories, hidden) = (context.Matrix(known), context.Matrix(fold.Test));
        long[]? times = context.HistoryTimes(known, fitted.Fitted);
        var values = new double[histories.Rows];
        Array.Fill(values, double.NaN);
        RowChunks.Run(
            users.Users.Length, RangeUsers, context.Threads, () => new TestUserLists(fitted.Lists, fitted.Settings),
            (maker, first, end) => maker.Make(
                histories, hidden, users.Users.AsSpan(first..end), times, (int list, int user, in RankedList ranked) =>
                    values[user] = list == fitted.Lists.Length ? metric.Value(ranked, fitted.Settings.N) : values[user]),
            context.Cancellation);
        return values;
    }
}
