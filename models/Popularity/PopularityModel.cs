using RecPipeline.Models.Contract;
using RecPipeline.Models.TopN;

namespace RecPipeline.Models.Popularity;

public sealed record PopularityOptions : ModelOptions
{
    public PopularityOptions() => Enabled = true;
}

/// <summary>The items that most people rated: the baseline, and the fallback of every other model.</summary>
public sealed class PopularityModel : Model<PopularityOptions>
{
    public const string ModelName = "popularity";

    public override string Name => ModelName;

    public override string Does => "Counts the ratings of each item; everybody gets the same order.";

    public override string Source =>
        "Cremonesi, Koren, Turrin, Performance of recommender algorithms on top-n recommendation tasks, RecSys 2010 (TopPop)";

    public override ModelUse Use => ModelUse.Lists | ModelUse.Baseline;

    public override IReadOnlyList<TableForm> Tables { get; } = [new("items", Axis.Item)];

    public static ModelState State(ItemPopularity popularity)
    {
        ArgumentNullException.ThrowIfNull(popularity);
        return new ModelState(
            new StateTable("items", Axis.Item, new StateColumn("ratings", popularity.Ratings), new StateColumn("rank", popularity.Rank)));
    }

    public static ItemPopularity Of(ModelState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        return new ItemPopularity(state["items"].Values<long>("ratings"), state["items"].Values<int>("rank"));
    }

    protected override ModelState Fit(TrainingData data, PopularityOptions options, FitContext fit) => State(data.Popularity);

    protected override IListModel Lists(ModelState state, PopularityOptions options, ListContext lists)
    {
        var popularity = Of(state);
        return new ListForms(() => new PopularityScorer(popularity), settings => new PopularityFinder(popularity, settings));
    }
}
