using RecPipeline.Foundation;
using RecPipeline.Models.Contract;
using RecPipeline.Models.Neighbours;

namespace RecPipeline.Models.Similarity;

public sealed record SimilarityOptions : NeighbourOptions
{
    public SimilarityOptions() => (Enabled, Weight) = (true, 0.5);

    [Doc("How alike two items are: cosine has norms over all users of each item, coRated over the common ones; "
        + "pearson and adjusted take means off first; jaccard counts users, msd compares ratings.")]
    [OneOf("cosine", "coRated", "pearsonItemMean", "pearsonCommon", "adjustedCoRated", "adjustedFull", "jaccard", "msd")]
    public string Measure { get; init; } = "cosine";

    [Doc("Neighbours kept per candidate item (or per source)."), Between(1, 100_000)]
    [Search(10, 500)]
    public int K { get; init; } = 50;

    [Doc("candidate: every item keeps the k items that may vote for it; source: every item of a history votes for its k nearest.")]
    [OneOf("candidate", "source")]
    [Search]
    public string KeepPer { get; init; } = "candidate";

    [Doc("Users who must have both items."), Between(1, 1_000_000)]
    public int MinCommonUsers { get; init; } = 1;

    [Doc("Added to the denominator; damps pairs with few users (msd: times n / (n + shrinkage))."), Between(0, 1e6)]
    [Search(1, 1000)]
    public double Shrinkage { get; init; } = 10;

    [Doc("binary: liked or not; rating: the value of every rating."), OneOf("binary", "rating")]
    public string Values { get; init; } = "binary";

    [Doc("Predict ratings too, from the user's ratings of the most similar items; apart from the tables of the lists.")]
    public bool Ratings { get; init; }

    [Doc("How alike two items are, for predicted ratings."), OneOf("cosine", "pearson", "msd")]
    public string RatingMeasure { get; init; } = "cosine";

    /// <summary>True where liked rows count 1 and others nothing.</summary>
    public bool IsBinary() => Values == "binary";

    /// <param name="multiplier">Ratings times this are integers.</param>
    public SimilarityParameters Parameters(int multiplier) =>
        new(K, MinCommonUsers, Shrinkage, IsBinary() ? SimilarityValues.Binary : SimilarityValues.Rating, multiplier)
    {
        Measure = Enum.Parse<SimilarityMeasure>(Measure, ignoreCase: true),
        Keep = KeepPer == "source" ? Similarity.KeepPer.Source : Similarity.KeepPer.Candidate,
    };
}

/// <summary>Item-item neighbourhoods: an item is scored by how alike it is to what the user liked.</summary>
public sealed class SimilarityModel : Model<SimilarityOptions>
{
    public const string ModelName = "similarity";

    public override string Name => ModelName;

    public override string Does =>
        "Finds for every item the k most similar ones by exact cosine (or another measure); "
        + "an item's score is the sum of its similarities to the history. Foretells ratings by option.";

    public override string Source =>
        "Deshpande, Karypis, Item-based top-n recommendation algorithms, TOIS 2004; Sarwar et al., WWW 2001; "
        + "Koren, TKDD 2010 (baseline form)";

    public override ModelUse Use => ModelUse.Lists | ModelUse.Ratings;

    public override bool PredictsApart => true;

    public override IReadOnlyList<TableForm> Tables { get; } = [new("neighbours", Axis.Item, RowForm.Ranked)];

    public static ModelState State(SimilarityTable table)
    {
        ArgumentNullException.ThrowIfNull(table);
        return new ModelState(new StateTable(
            "neighbours", Axis.Item, table.Offsets.ToArray(), new StateColumn("neighbour_index", table.Neighbours.ToArray()),
            new StateColumn("score", table.Scores.ToArray()), new StateColumn("common_users", table.CommonUsers.ToArray())));
    }

    public static SimilarityTable Of(ModelState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        var table = state["neighbours"];
        return new SimilarityTable(
            table.Rows, table.Offsets!, table.Values<int>("neighbour_index"),
            table.Values<float>("score"), table.Values<int>("common_users"));
    }

    protected override bool Predicts(SimilarityOptions options) => options.Ratings;

    protected override ModelState Fit(TrainingData data, SimilarityOptions options, FitContext fit) => State(ItemSimilarity.Compute(
        options.IsBinary() ? data.Liked : data.Ratings, options.Parameters(fit.Scale.Multiplier), fit.Threads, fit.Cancellation));

    protected override ModelState FitRatings(TrainingData data, SimilarityOptions options, FitContext fit) =>
        new([.. NeighbourState.Tables(data, options, fit)]);

    protected override IRatingModel Ratings(ModelState state, SimilarityOptions options, RatingScale scale) => NeighbourState.OfItems(
        state, options, scale, byItem => new LikenessRows(
            new RowVectors(byItem, new RowMeasure(options.RatingMeasure, options.MinCommonUsers, options.Shrinkage))).NewLikeness,
        needsRatings: true);

    protected override IListModel Lists(ModelState state, SimilarityOptions options, ListContext lists)
    {
        var (votes, isBinary, liked) = (new SimilarityVotes(Of(state)), options.IsBinary(), lists.LikedThreshold);
        return new ListForms(
            () => new SimilarityScorer(votes, isBinary, liked), settings => new SimilarityFinder(votes, isBinary, liked, settings));
    }
}
