using RecPipeline.Jobs.Reporting;

namespace RecPipeline.Jobs.Tests.Reporting;

/// <summary>The eleven stages of a run with their tables.</summary>
internal static class SampleStages
{
    private static readonly StageFacts[] Stages =
    [
        Stage("clean", 0.412, "parses, validates and dedupes the ratings file; accounts for every row", "", "ratings rejected users items",
            ("ratings", 100_836), ("rejected", 24), ("users", 610), ("items", 9_724)),
        Stage("split", 0.386, "cuts train and test tables by hash for each protocol; proves that nothing leaks", "ratings users items", "eval",
            ("eval/hash_20/fold=0/train", 80_518), ("eval/hash_20/fold=0/test", 20_318), ("eval/loo_last/fold=0/train", 100_226), ("eval/loo_last/fold=0/test", 610),
            ("eval/strong_liked/fold=0/train", 33_871), ("eval/strong_liked/fold=0/test", 1_891), ("eval/strong_liked/fold=0/fold_in", 7_868)),
        Stage("popularity", 0.021, "counts ratings per item: baseline, tie-break and fallback", "ratings items", "popularity", ("popularity", 9_724)),
        Stage("als", 1.874, "factorises: explicit ALS on what biases leave over, implicit ALS for lists", "ratings users items", "user_factors item_factors",
            ("user_factors/ratings", 610), ("user_biases/ratings", 610), ("user_factors/lists", 610),
            ("item_factors/ratings", 9_724), ("item_biases/ratings", 9_724), ("item_factors/lists", 9_724)),
        Stage("similarity", 0.933, "computes exact item-item cosine and keeps the k best neighbours per candidate", "ratings users items", "item_similarity", ("item_similarity", 301_447)),
        Stage("hand-off", 0.154, "groups rows by user and role for the GPU worker", "ratings users items eval", "interactions",
            ("interactions/final", 609), ("interactions/strong_liked/fold=0", 607)),
        Stage("top-n", 1.207, "makes each model's masked list per user, blends them, names reasons", "ratings users items popularity item_factors item_similarity", "top_n recommendations list_status",
            ("top_n/popularity", 6_100), ("top_n/similarity", 6_093), ("top_n/als", 6_100), ("recommendations", 6_093), ("list_status", 610)),
        Stage("evaluate", 5.632, "fits every model on each protocol's training rows and measures it", "eval users items", "metrics", ("metrics", 803)),
        Stage("gate", 0.004, "holds the run back when a metric fell since the last published run", "metrics rejected", ""),
        Stage("publish", 0.318, "writes lists with raw ids and titles; replaces published.json last", "recommendations item_similarity users items metrics", "published/recommendations published/similar_items",
            ("published/recommendations", 6_093), ("published/similar_items", 301_447)),
        Stage("report", 0, "tells all of it on one page and in run.json",
            "ratings rejected users items eval top_n recommendations list_status metrics published/recommendations", ""),
    ];

    /// <summary>All stages with one status, but for the report, which is being written.</summary>
    public static IReadOnlyList<StageFacts> All(string status) => [.. Stages.Select(stage => stage.Name == "report" ? stage : stage with { Status = status })];

    /// <summary>Stages without tables; one failed, those after it were not reached.</summary>
    public static IReadOnlyList<StageFacts> None(string failed) =>
        [.. Stages.Select(stage => stage with { Status = stage.Name == failed ? "failed" : "", Seconds = 0, Tables = [] })];

    private static StageFacts Stage(string name, double seconds, string does, string reads, string writes, params (string Table, long Rows)[] tables) => new(
        name, does, "", seconds, Words(reads), Words(writes),
        [.. tables.Select((table, i) => new TableFacts(table.Table, table.Rows, $"{table.Rows}-{Digits(name, i)}-{Digits(name, i + 40)}-{Digits(name, i + 80)}", Digits(name, 7)))]);

    private static string[] Words(string text) => text.Split(' ', StringSplitOptions.RemoveEmptyEntries);

    // Sixteen hexadecimal digits that look like a hash and are the same in every run.
    private static string Digits(string name, int salt) =>
        $"{name.Aggregate(0xcbf29ce484222325UL + (ulong)salt * 0x9E3779B97F4A7C15UL, (hash, letter) => (hash ^ letter) * 0x100000001b3UL):x16}";
}
