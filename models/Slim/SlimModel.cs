using RecPipeline.Foundation;
using RecPipeline.Models.Contract;
using RecPipeline.Models.Similarity;

namespace RecPipeline.Models.Slim;

public sealed record SlimOptions : ModelOptions
{
    public SlimOptions() => Weight = 0.75;

    [Doc("Items that may have a weight for an item: its most similar ones by cosine."), Between(1, 100_000)]
    [Search(30, 500)]
    public int Candidates { get; init; } = 100;

    [Doc("Price of the sum of an item's weights: the higher, the fewer of them."), Between(0, 1e6)]
    [Search(0.01, 10)]
    public double L1 { get; init; } = 0.1;

    [Doc("Price of half the squares of an item's weights."), Between(0, 1e9)]
    [Search(1, 1000)]
    public double L2 { get; init; } = 60;

    [Doc("Most sweeps over an item's weights; they end where no weight moves by more than a millionth."), Between(1, 100_000)]
    public int MaxSweeps { get; init; } = 200;

    [Doc("Most liked items that are accepted; 20000 take 1.6 GB while fitting. Memory grows with their square."), Between(1, 46_000)]
    public int MaxItems { get; init; } = 20_000;
}

/// <summary>SLIM on liked rows: sparse item-item weights, none negative, that foretell each item from its most similar ones
/// (fsSLIM).</summary>
public sealed class SlimModel : Model<SlimOptions>
{
    public override string Name => "slim";

    public override string Does =>
        "Learns sparse item-item weights, none below 0, that foretell what users liked from what else they liked.";

    public override string Source => "Ning, Karypis, SLIM: sparse linear methods for top-n recommender systems, ICDM 2011";

    public override ModelUse Use => ModelUse.Lists;

    public override IReadOnlyList<TableForm> Tables { get; } = [new("neighbours", Axis.Item, RowForm.Ranked)];

    /// <exception cref="ModelException">More items were liked than the options allow.</exception>
    protected override ModelState Fit(TrainingData data, SlimOptions options, FitContext fit)
    {
        ArgumentNullException.ThrowIfNull(data);
        ArgumentNullException.ThrowIfNull(fit);
        return SimilarityModel.State(SlimSolver.Fit(data.Liked, options, fit));
    }

    protected override IListModel Lists(ModelState state, SlimOptions options, ListContext lists)
    {
        var (votes, liked) = (new SimilarityVotes(SimilarityModel.Of(state)), lists.LikedThreshold);
        return new ListForms(() => new SimilarityScorer(votes, isBinary: true, liked), settings =>
            new SimilarityFinder(votes, isBinary: true, liked, settings));
    }
}
