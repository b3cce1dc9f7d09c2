using RecPipeline.Foundation;
using RecPipeline.Models.Contract;
using RecPipeline.Models.Matrices;

namespace RecPipeline.Models.Markov;

public sealed record MarkovOptions : ModelOptions
{
    public MarkovOptions() => Weight = 0.25;

    [Doc("Likes after an item that count as following it: the next counts window times, the last of them once."), Between(1, 1000)]
    [Search(1, 50)]
    public int Window { get; init; } = 10;

    [Doc("Followers kept per item, the most frequent ones."), Between(1, 100_000)]
    public int K { get; init; } = 500;

    [Doc("Likes after which an older like of a history speaks half as loud."), Between(1e-3, 1e6)]
    [Search(3, 1000)]
    public double HalfLife { get; init; } = 100;
}

/// <summary>What follows what: liked items of each user in order of time, counted exactly.</summary>
public sealed class MarkovModel : Model<MarkovOptions>
{
    public override string Name => "markov";

    public override string Does =>
        "Counts which items follow which in order of time; the latest likes of a history speak loudest for their followers.";

    public override string Source =>
        "Rendle, Freudenthaler, Schmidt-Thieme, Factorizing personalized Markov chains, WWW 2010 (the chain over all users)";

    public override ModelUse Use => ModelUse.Lists;

    public override ModelNeeds Needs => ModelNeeds.Timestamps;

    public override IReadOnlyList<TableForm> Tables { get; } = [new("followers", Axis.Item, RowForm.Ranked)];

    /// <exception cref="ModelException">The ratings have no times.</exception>
    protected override ModelState Fit(TrainingData data, MarkovOptions options, FitContext fit)
    {
        ArgumentNullException.ThrowIfNull(data);
        ArgumentNullException.ThrowIfNull(fit);
        long[] times = data.Timestamps ?? throw new ModelException(
            "Model markov: the ratings have no times, so nothing follows anything. "
            + "Name their column, or set models.markov.enabled to false.");
        return FollowerCounts.Count(new LikedSequences(data.Ratings, times, data.LikedThreshold), options, fit);
    }

    protected override IListModel Lists(ModelState state, MarkovOptions options, ListContext lists)
    {
        ArgumentNullException.ThrowIfNull(state);
        var table = state["followers"];
        var (followers, shares) = (table.Values<int>("follower_index"), table.Values<float>("share"));
        int[] sources = new int[followers.Length];
        for (int item = 0; item < table.Rows; item++)
            sources.AsSpan(table.Offsets![item]..table.Offsets[item + 1]).Fill(item);
        var bySource = SparseMatrix.FromTriples(table.Rows, table.Rows, sources, followers, shares);
        return new ListForms(() => new MarkovScorer(bySource, options.HalfLife, lists.LikedThreshold));
    }
}
