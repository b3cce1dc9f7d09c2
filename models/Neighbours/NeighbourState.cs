using RecPipeline.Models.Biases;
using RecPipeline.Models.Contract;
using RecPipeline.Models.Matrices;

namespace RecPipeline.Models.Neighbours;

/// <summary>What predictions from neighbours stand on, as tables of a state: every training row by user, 8 bytes each, and the biases of
/// the baseline form.</summary>
internal static class NeighbourState
{
    public static IReadOnlyList<TableForm> Forms { get; } = [new("rows", Axis.User, RowForm.Lists), .. BiasState.Forms];

    public static IEnumerable<StateTable> Tables(TrainingData data, NeighbourOptions options, FitContext fit)
    {
        var p = new BiasParameters(options.BiasDamping, options.BiasSweeps);
        yield return new StateTable(
            "rows", Axis.User, data.Ratings.Offsets.ToArray(),
            new StateColumn("item_index", data.Ratings.Indices.ToArray()), new StateColumn("rating", data.Ratings.Values.ToArray()));
        foreach (var table in BiasState.Tables(BiasSolver.Fit(data.Ratings, p, fit.Threads, fit.Cancellation)))
            yield return table;
    }

    /// <summary>[users × items] the training rows.</summary>
    public static SparseMatrix Ratings(ModelState state)
    {
        var rows = state["rows"];
        return new SparseMatrix(state["item_biases"].Rows, rows.Offsets!, rows.Values<int>("item_index"), rows.Values<float>("rating"));
    }

    /// <summary>A predictor whose neighbours are items.</summary>
    /// <param name="state">With the tables of <see cref="Forms"/>.</param>
    /// <param name="options">Form and k.</param>
    /// <param name="scale">The ratings that there may be.</param>
    /// <param name="likenessOf">From [items × users] to what makes one thread's likeness of items.</param>
    /// <param name="needsRatings">False where an item without ratings may be predicted.</param>
    public static IRatingModel OfItems(
        ModelState state, NeighbourOptions options, RatingScale scale, Func<SparseMatrix, Func<IRowLikeness>> likenessOf, bool needsRatings)
    {
        var (byItem, biases) = (Ratings(state).Transpose(), BiasState.Of(state));
        var turned = new BiasModel(biases.Mean, biases.Item, biases.User, biases.KnownItems, biases.KnownUsers);
        var forms = new RatingForms(options.RatingForm, byItem, turned);
        return new NeighbourPredictor(byItem, likenessOf(byItem), forms, options.RatingK, scale, needsRatings).Turned();
    }
}
