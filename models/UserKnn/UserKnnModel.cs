using RecPipeline.Models.Biases;
using RecPipeline.Models.Contract;
using RecPipeline.Models.Matrices;

namespace RecPipeline.Models.UserKnn;

/// <summary>User-user neighbourhoods. The fit keeps every user's rows; who is similar is found when a list or a rating is asked for,
/// exactly.</summary>
public sealed class UserKnnModel : Model<UserKnnOptions>
{
    public override string Name => "user-knn";

    public override string Does =>
        "Finds for every user the k most similar ones; items are scored by what those have, and ratings foretold from theirs.";

    public override string Source =>
        "Resnick et al., GroupLens, CSCW 1994; Herlocker et al., SIGIR 1999 (k neighbours, z-scores); Koren, TKDD 2010 (baseline form)";

    public override ModelUse Use => ModelUse.Lists | ModelUse.Ratings;

    public override IReadOnlyList<TableForm> Tables { get; } =
    [
        new("rows", Axis.User, RowForm.Lists), new("mean", Axis.Scalar), new("user_biases", Axis.User), new("item_biases", Axis.Item),
    ];

    /// <summary>Every training row by user, 8 bytes each, and the biases of the baseline form.</summary>
    protected override ModelState Fit(TrainingData data, UserKnnOptions options, FitContext fit)
    {
        ArgumentNullException.ThrowIfNull(data);
        var p = new BiasParameters(options.BiasDamping, options.BiasSweeps);
        var (rows, biases) = (data.Ratings, BiasSolver.Fit(data.Ratings, p, fit.Threads, fit.Cancellation));
        return new ModelState(
        [
            new StateTable(
                "rows", Axis.User, rows.Offsets.ToArray(),
                new StateColumn("item_index", rows.Indices.ToArray()), new StateColumn("rating", rows.Values.ToArray())),
            .. BiasState.Tables(biases),
        ]);
    }

    protected override IListModel Lists(ModelState state, UserKnnOptions options, ListContext lists)
    {
        var ratings = RatingsOf(state);
        var counted = options.IsBinary() ? ratings.AtLeast(lists.LikedThreshold).Binary() : ratings;
        var vectors = new UserVectors(counted, options.ListMeasure());
        return new ListForms(() => new UserKnnScorer(vectors, counted, options.K, options.IsBinary() ? lists.LikedThreshold : null));
    }

    protected override IRatingModel Ratings(ModelState state, UserKnnOptions options, RatingScale scale)
    {
        var ratings = RatingsOf(state);
        var forms = new RatingForms(options.RatingForm, ratings, options.RatingForm == "baseline" ? BiasState.Of(state) : null);
        return new UserKnnPredictor(ratings, new UserVectors(ratings, options.PredictionMeasure()), forms, options.RatingK, scale);
    }

    private static SparseMatrix RatingsOf(ModelState state)
    {
        var rows = state["rows"];
        return new SparseMatrix(state["item_biases"].Rows, rows.Offsets!, rows.Values<int>("item_index"), rows.Values<float>("rating"));
    }
}
