using RecPipeline.Foundation;
using RecPipeline.Models.Neighbours;

namespace RecPipeline.Models.UserKnn;

public sealed record UserKnnOptions : NeighbourOptions
{
    public UserKnnOptions() => Weight = 0.25;

    [Doc("How alike two users are, for lists: cosine has norms over all rows of each, pearson and msd look at the common items."),
        OneOf("cosine", "pearson", "msd")]
    public string Measure { get; init; } = "cosine";

    [Doc("Most similar users whose items make a list."), Between(1, 100_000)]
    [Search(10, 500)]
    public int K { get; init; } = 50;

    [Doc("binary: liked rows count 1, others nothing; rating: every row counts its value. For lists."), OneOf("binary", "rating")]
    public string Values { get; init; } = "binary";

    [Doc("How alike two users are, for predicted ratings."), OneOf("cosine", "pearson", "msd")]
    public string RatingMeasure { get; init; } = "msd";

    [Doc("Items that two users must have in common."), Between(1, 1_000_000)]
    public int MinCommonItems { get; init; } = 1;

    [Doc("Damps similarities over few items: added to the norms of a cosine; others are multiplied by n / (n + shrinkage)."),
        Between(0, 1e6)]
    [Search(1, 1000)]
    public double Shrinkage { get; init; } = 10;

    /// <summary>True where liked rows count 1 and others nothing.</summary>
    public bool IsBinary() => Values == "binary";

    internal RowMeasure ListMeasure() => new(Measure, MinCommonItems, Shrinkage);

    internal RowMeasure PredictionMeasure() => new(RatingMeasure, MinCommonItems, Shrinkage);
}
