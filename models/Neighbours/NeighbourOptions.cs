using RecPipeline.Foundation;
using RecPipeline.Models.Contract;

namespace RecPipeline.Models.Neighbours;

/// <summary>Options of models that predict a rating from the k nearest users or items.</summary>
public abstract record NeighbourOptions : ModelOptions
{
    [Doc("Neighbours that a predicted rating looks at: the most similar among the raters of the item (user-knn), or among the items that "
        + "the user rated (others)."), Between(1, 100_000)]
    public int RatingK { get; init; } = 40;

    [Doc("What a predicted rating averages: plain takes ratings, centred what lies off each neighbour's mean, zscore that in standard "
        + "deviations, baseline what the biases of user and item leave over."), OneOf("plain", "centred", "zscore", "baseline")]
    public string RatingForm { get; init; } = "baseline";

    [Doc("Pulls the bias of rows with few ratings towards 0, in form baseline."), Between(0, 1e6)]
    public double BiasDamping { get; init; } = 5;

    [Doc("Alternating sweeps over item and user biases, in form baseline."), Between(1, 1000)]
    public int BiasSweeps { get; init; } = 20;
}
