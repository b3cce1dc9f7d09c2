using RecPipeline.Foundation;
using RecPipeline.Models.Contract;
using RecPipeline.Models.TopN;

namespace RecPipeline.Models.Als;

/// <summary>Options of both forms of ALS: who fits it on Spark.</summary>
public abstract record AlsFitOptions : ModelOptions
{
    [Doc("Who fits it on the Spark engine: mllib (Spark's ALS) or executors (our solver, the same bytes as on the local engine).")]
    [OneOf("mllib", "executors")]
    public string Solver { get; init; } = "mllib";

    [Doc("Blocks of users and of items in Spark's ALS; they change its factors a little, so they are fixed here."), Between(1, 10_000)]
    public int Blocks { get; init; } = 8;

    [Doc("Largest sum of both factor tables in bytes that solver executors sends around."), Between(1, 1e12)]
    public long MaxBroadcastBytes { get; init; } = 1L << 30;
}

public sealed record AlsOptions : AlsFitOptions
{
    public AlsOptions() => (Enabled, Weight) = (true, 1);

    [Doc("Length of a factor."), Between(1, 1024)]
    [Search(16, 256)]
    public int Rank { get; init; } = 64;

    [Doc("Iterations; each solves items, then users."), Between(1, 1000)]
    [Search(5, 30)]
    public int MaxIter { get; init; } = 10;

    [Doc("Ridge with objective mllib, multiplied by the number of likes of the row."), Between(0, 1e6)]
    [Search(0.005, 1)]
    public double RegParam { get; init; } = 0.1;

    [Doc("Confidence of a like is 1 + alpha (times its value, see values), with objective mllib."), Between(0, 1e6)]
    [Search(0.5, 40)]
    public double Alpha { get; init; } = 2;

    [Doc("binary: a liked row enters with 1; rating: with its value, such as a watch time."), OneOf("binary", "rating")]
    public string Values { get; init; } = "binary";

    [Doc("What is minimised. mllib: an unobserved cell weighs 1, a like 1 + alpha, as in Spark's ALS. ials: an unobserved cell weighs "
        + "unobservedWeight, a like 1 more, and the ridge follows how frequent a row is; on Spark with solver executors.")]
    [OneOf("mllib", "ials")]
    [Search]
    public string Objective { get; init; } = "mllib";

    [Doc("Weight of an unobserved cell, with objective ials."), Between(1e-6, 1e3)]
    [Search(0.02, 2)]
    public double UnobservedWeight { get; init; } = 0.5;

    [Doc("Ridge with objective ials, multiplied by (likes of the row + unobservedWeight times the rows of the other side) to the power "
        + "of frequencyExponent."), Between(0, 1e6)]
    [Search(0.0003, 0.1)]
    public double IalsRegParam { get; init; } = 0.003;

    [Doc("How the ridge grows with the frequency of a row, with objective ials: 0 not at all, 1 in proportion."), Between(0, 2)]
    public double FrequencyExponent { get; init; } = 1;

    public AlsParameters Parameters(long seed) =>
        new(Rank, MaxIter, Objective == "ials" ? IalsRegParam : RegParam, Alpha, ImplicitPrefs: true, seed)
    {
        CountsValues = Values == "rating",
        Objective = Objective == "ials" ? AlsObjective.Rendle : AlsObjective.Mllib,
        UnobservedWeight = UnobservedWeight,
        FrequencyExponent = FrequencyExponent,
    };
}

/// <summary>Implicit ALS on liked rows; the factors of users, known or not, follow from their history.</summary>
public sealed class AlsModel : Model<AlsOptions>
{
    public const string ModelName = "als";

    public override string Name => ModelName;

    public override string Does => "Factorises liked or not liked by alternating least squares; users are folded in from their history.";

    public override string Source =>
        "Hu, Koren, Volinsky, Collaborative filtering for implicit feedback datasets, ICDM 2008; "
        + "Rendle, Krichene, Zhang, Koren, Revisiting the performance of iALS, RecSys 2022 (objective ials)";

    public override ModelUse Use => ModelUse.Lists;

    public override bool HasVectors => true;

    public override IReadOnlyList<TableForm> Tables { get; } = [new("item_factors", Axis.Item)];

    /// <summary>Only what items learned is kept: a user's factors follow from the history, exactly as training solves them last.</summary>
    public static ModelState State(float[] itemFactors, int rank) =>
        new(new StateTable("item_factors", Axis.Item, new StateColumn("features", itemFactors, rank)));

    public static float[] ItemFactors(ModelState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        return state["item_factors"].Values<float>("features");
    }

    protected override ModelState Fit(TrainingData data, AlsOptions options, FitContext fit)
    {
        var p = options.Parameters(fit.Seed);
        var liked = p.CountsValues ? data.LikedValues : data.Liked;
        return State(AlsSolver.Fit(liked, p, fit.Threads, fit.Steps(p.MaxIter), fit.Cancellation).ItemFactors, p.Rank);
    }

    protected override IListModel Lists(ModelState state, AlsOptions options, ListContext lists)
    {
        var (factors, p, liked) = (ItemFactors(state), options.Parameters(lists.Seed), lists.LikedThreshold);
        var (gram, panel) = (GramMatrix.Of(factors, p.Rank, lists.Threads, lists.Cancellation), new FactorPanel(factors, p.Rank));
        return new ListForms(
            () => new AlsScorer(factors, p, gram, liked),
            settings => new AlsFinder(panel, p, gram, liked, settings, ListBlockMaker.BlockUsers))
        {
            Vectors = new ModelVectors(factors, p.Rank, () => new AlsScorer(factors, p, gram, liked)),
        };
    }
}
