using RecPipeline.Foundation;
using RecPipeline.Models.Contract;

namespace RecPipeline.Models.UserKnn;

public sealed record UserKnnOptions : ModelOptions
{
    public UserKnnOptions() => Weight = 0.25;

    [Doc("How alike two users are, for lists: cosine has norms over all rows of each, pearson and msd look at the common items."),
        OneOf("cosine", "pearson", "msd")]
    public string Measure { get; init; } = "cosine";

    [Doc("Most similar users whose items make a list."), Between(1, 100_000)]
    public int K { get; init; } = 50;

    [Doc("binary: liked rows count 1, others nothing; rating: every row counts its value. For lists."), OneOf("binary", "rating")]
    public string Values { get; init; } = "binary";

    [Doc("How alike two users are, for predicted ratings."), OneOf("cosine", "pearson", "msd")]
    public string RatingMeasure { get; init; } = "msd";

    [Doc("Most similar raters of the item that a predicted rating looks at."), Between(1, 100_000)]
    public int RatingK { get; init; } = 40;

    [Doc("What a predicted rating averages: plain takes ratings, centred what lies off each user's mean, zscore that in standard "
        + "deviations, baseline what the biases of user and item leave over."), OneOf("plain", "centred", "zscore", "baseline")]
    public string RatingForm { get; init; } = "baseline";

    [Doc("Items that two users must have in common."), Between(1, 1_000_000)]
    public int MinCommonItems { get; init; } = 1;

    [Doc("Damps similarities over few items: added to the norms of a cosine; others are multiplied by n / (n + shrinkage)."),
        Between(0, 1e6)]
    public double Shrinkage { get; init; } = 10;

    [Doc("Pulls the bias of rows with few ratings towards 0, in form baseline."), Between(0, 1e6)]
    public double BiasDamping { get; init; } = 5;

    [Doc("Alternating sweeps over item and user biases, in form baseline."), Between(1, 1000)]
    public int BiasSweeps { get; init; } = 20;

    /// <summary>True where liked rows count 1 and others nothing.</summary>
    public bool IsBinary() => Values == "binary";

    internal UserMeasure ListMeasure() => new(Measure, MinCommonItems, Shrinkage);

    internal UserMeasure PredictionMeasure() => new(RatingMeasure, MinCommonItems, Shrinkage);
}
