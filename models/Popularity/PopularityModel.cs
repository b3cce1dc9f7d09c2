using RecPipeline.Foundation;
using RecPipeline.Models.Contract;
using RecPipeline.Models.TopN;

namespace RecPipeline.Models.Popularity;

public sealed record PopularityOptions : ModelOptions
{
    public PopularityOptions() => Enabled = true;

    [Doc("Days after which a rating counts half, against the newest one; 0 for counts that do not decay. Needs a time for every rating.")]
    [Between(0, 1e6)]
    public double HalfLifeDays { get; init; }
}

/// <summary>The items that most people rated: the baseline, and the fallback of every other model.</summary>
public sealed class PopularityModel : Model<PopularityOptions>
{
    public const string ModelName = "popularity";

    public override string Name => ModelName;

    public override string Does => "Counts the ratings of each item, by option old ones less; everybody gets the same order.";

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

    protected override ModelNeeds FitNeeds(PopularityOptions options) => options.HalfLifeDays > 0 ? ModelNeeds.Timestamps : 0;

    protected override ModelState Fit(TrainingData data, PopularityOptions options, FitContext fit) => State(
        options.HalfLifeDays > 0
            ? DecayedCounts.Of(data.Ratings, data.Timestamps ?? throw NoTimes(options), options.HalfLifeDays)
            : data.Popularity);

    private static ModelException NoTimes(PopularityOptions options) => new(
        $"Model popularity: models.popularity.halfLifeDays is {options.HalfLifeDays}, but the ratings have no times. "
        + "Give them (input.table.timestamp), or set it to 0.");

    protected override IListModel Lists(ModelState state, PopularityOptions options, ListContext lists)
    {
        var (popularity, unit) = (Of(state), options.HalfLifeDays > 0 ? DecayedCounts.Unit : 1);
        return new ListForms(() => new PopularityScorer(popularity, unit), settings => new PopularityFinder(popularity, settings, unit));
    }
}
