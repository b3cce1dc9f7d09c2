using RecPipeline.Evaluation;
using RecPipeline.Jobs.Reporting;

namespace RecPipeline.Jobs.Tests.Reporting;

/// <summary>Metrics of three protocols in the order in which evaluation writes them.</summary>
internal static class SampleMetrics
{
    private static readonly int[] Cutoffs = [10, 20, 50, 100];

    private static readonly string[] Shares = ["Recall", "RecallCapped", "Precision", "MAP", "MRR", "HitRate"];

    private static readonly double[] RatingValues = [1, 3, 4, 5];

    /// <param name="folds">Folds of <c>strong_liked</c>; each is a little better than the one before.</param>
    public static IReadOnlyList<MetricRow> Rows(int folds = 1) =>
    [
        .. Ratings("biases", 0.8553, 0.6561), .. Ratings("als", 0.8448, 0.6462), .. Ratings("als-plain", 0.8671, 0.6689),
        .. LeaveOneOut("popularity", 0.0361), .. LeaveOneOut("similarity", 0.0656), .. LeaveOneOut("als", 0.0787), .. LeaveOneOut("blend", 0.0836),
        .. Enumerable.Range(0, folds).SelectMany(fold => new[]
        {
            Strong("popularity", fold, 0.1981), Strong("similarity", fold, 0.3104), Strong("als", fold, 0.3478), Strong("blend", fold, 0.3562),
        }).SelectMany(rows => rows),
    ];

    public static EvaluationFacts Evaluation() => new()
    {
        CandidateSets = new Dictionary<string, string>
        {
            ["hash_20"] = "all test rows",
            ["loo_last"] = "all 9,719 training items less the user's training rows",
            ["strong_liked"] = "all 5,284 training items less the user's history",
        },
        Comparisons =
        [
            new("hash_20", 0, "squared error", 0, "als", "biases", -0.0179, -0.0243, -0.0117, 608),
            new("hash_20", 0, "squared error", 0, "als-plain", "biases", 0.0214, 0.0131, 0.0302, 608),
            new("loo_last", 0, "HitRate", 10, "similarity", "popularity", 0.0295, 0.0066, 0.0525, 610),
            new("loo_last", 0, "HitRate", 10, "als", "popularity", 0.0426, 0.0197, 0.0672, 610),
            new("loo_last", 0, "HitRate", 10, "blend", "popularity", 0.0475, 0.0230, 0.0738, 610),
            new("strong_liked", 0, "NDCG", 100, "similarity", "popularity", 0.1123, 0.0907, 0.1341, 120),
            new("strong_liked", 0, "NDCG", 100, "als", "popularity", 0.1497, 0.1248, 0.1752, 120),
            new("strong_liked", 0, "NDCG", 100, "blend", "popularity", 0.1581, 0.1339, 0.1828, 120),
            new("strong_liked", 0, "NDCG", 100, "blend", "similarity", 0.0458, 0.0310, 0.0606, 120),
            new("strong_liked", 0, "NDCG", 100, "blend", "als", 0.0084, -0.0011, 0.0179, 120),
        ],
        Times =
        [
            new("hash_20", 0, "biases", 0.061, 0.011), new("hash_20", 0, "als", 0.713, 0.014), new("hash_20", 0, "als-plain", 0.655, 0.013),
            new("loo_last", 0, "similarity", 0.871, 0), new("loo_last", 0, "als", 0.982, 0), new("loo_last", 0, "all lists", 0, 1.312),
            new("strong_liked", 0, "similarity", 0.214, 0), new("strong_liked", 0, "als", 0.402, 0), new("strong_liked", 0, "all lists", 0, 0.208),
        ],
    };

    private static IEnumerable<MetricRow> Ratings(string model, double rmse, double mae)
    {
        MetricRow Row(string metric, double value, double half) => new("hash_20", 0, model, metric, 0, MetricRow.All, value, value - half, value + half, 608, 2);
        return
        [
            Row("MAE", mae, 0.0112), Row("RMSE", rmse, 0.0139), Row("MAEWithFallback", mae + 0.0101, 0.0113), Row("RMSEWithFallback", rmse + 0.0147, 0.0141),
            Row("RowsPredicted", 19_566, double.NaN), Row("RowsWithoutPrediction", 752, double.NaN),
        ];
    }

    private static IEnumerable<MetricRow> LeaveOneOut(string model, double hitRate) => Cutoffs.SelectMany(n =>
    {
        double rate = hitRate * Math.Pow(n / 10.0, 0.62);
        MetricRow Row(string metric, double value, string slice = MetricRow.All, long users = 610) =>
            new("loo_last", 0, model, metric, n, slice, value, value * 0.78, value * 1.23, users, 610 - users);
        return new[] { Row("HitRate", rate), Row("cHR", rate * 1.08, users: 361), Row("ARHR", rate * 0.36), Row("NDCG", rate * 0.51) }
            .Concat(RatingValues.Select(rating => Row("rHR", rate * rating / 4, $"{rating:0.0}", (long)(30 * rating))))
            .Concat(OfLists("loo_last", model, 0, n, 610));
    });

    private static IEnumerable<MetricRow> Strong(string model, int fold, double ndcgAt100) => Cutoffs.SelectMany(n =>
    {
        double ndcg = (ndcgAt100 + 0.004 * fold) * Math.Pow(n / 100.0, 0.12);
        MetricRow Row(string metric, double value) => new("strong_liked", fold, model, metric, n, MetricRow.All, value, value * 0.91, value * 1.09, 120, 1);
        return Shares.Select((metric, i) => Row(metric, Math.Min(0.97, ndcg * (0.5 + 0.3 * i)))).Prepend(Row("NDCG", ndcg)).Concat(OfLists("strong_liked", model, fold, n, 120));
    });

    private static IEnumerable<MetricRow> OfLists(string protocol, string model, int fold, int n, long users)
    {
        double novelty = model == "popularity" ? 1 : 7.5;
        MetricRow Row(string metric, double value, double half = double.NaN) => new(protocol, fold, model, metric, n, MetricRow.All, value, value - half, value + half, users, 0);
        return
        [
            Row("UserCoverage", 1, 0), Row("Diversity", 0.62, 0.01), Row("DiversityPooled", 0.61, 0.01),
            Row("NoveltyRank", novelty * (20 + 1.8 * n), 12), Row("SelfInformation", 1.1 + 0.2 * novelty, 0.05),
            Row("CatalogueCoverage", 0.004 * novelty * n / 10), Row("Gini", 0.998 - 0.01 * novelty), Row("Entropy", 4.2 + 0.4 * novelty),
        ];
    }
}
