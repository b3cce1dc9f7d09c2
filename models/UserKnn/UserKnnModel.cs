using RecPipeline.Models.Biases;
using RecPipeline.Models.Contract;
using RecPipeline.Models.Neighbours;

namespace RecPipeline.Models.UserKnn;

/// <summary>User-user neighbourhoods. The fit keeps every user's rows; who is similar is found when a list or a rating is asked for,
/// exactly.</summary>
public sealed class UserKnnModel : Model<UserKnnOptions>
{
    public const string ModelName = "user-knn";

    public override string Name => ModelName;

    public override string Does =>
        "Finds for every user the k most similar ones; items are scored by what those have, and ratings foretold from theirs.";

    public override string Source =>
        "Resnick et al., GroupLens, CSCW 1994; Herlocker et al., SIGIR 1999 (k neighbours, z-scores); Koren, TKDD 2010 (baseline form)";

    public override ModelUse Use => ModelUse.Lists | ModelUse.Ratings;

    public override IReadOnlyList<TableForm> Tables => NeighbourState.Forms;

    protected override ModelState Fit(TrainingData data, UserKnnOptions options, FitContext fit) =>
        new([.. NeighbourState.Tables(data, options, fit)]);

    protected override IListModel Lists(ModelState state, UserKnnOptions options, ListContext lists)
    {
        var ratings = NeighbourState.Ratings(state);
        var counted = options.IsBinary() ? ratings.AtLeast(lists.LikedThreshold).Binary() : ratings;
        var vectors = new RowVectors(counted, options.ListMeasure());
        return new ListForms(() => new UserKnnScorer(vectors, counted, options.K, options.IsBinary() ? lists.LikedThreshold : null));
    }

    protected override IRatingModel Ratings(ModelState state, UserKnnOptions options, RatingScale scale)
    {
        var ratings = NeighbourState.Ratings(state);
        var vectors = new RowVectors(ratings, options.PredictionMeasure());
        var forms = new RatingForms(options.RatingForm, ratings, BiasState.Of(state));
        return new NeighbourPredictor(ratings, () => new MeasuredLikeness(vectors), forms, options.RatingK, scale);
    }
}
