using RecPipeline.Jobs.Configuration;
using RecPipeline.Models.Autoencoder;
using RecPipeline.Models.Matrices;
using RecPipeline.Models.TopN;
using RecPipeline.Udfs.Lists;

namespace RecPipeline.Jobs.Stages;

/// <summary>The list models fitted on the training rows of one protocol and fold, with the order and candidates of its lists.</summary>
/// <param name="Train">[users × items].</param>
/// <param name="Fitted">What was fitted, as executors get it; EASE and given lists are in the models alone.</param>
/// <param name="Models">In the order of the blend.</param>
/// <param name="Settings">Items without a training row are excluded.</param>
internal sealed record FoldModels(SparseMatrix Train, FittedModels Fitted, ListModel[] Models, ListSettings Settings)
{
    /// <param name="options">Rules and weights.</param>
    /// <param name="fits">Where models are fitted.</param>
    /// <param name="train">Rows that models may see.</param>
    /// <param name="length">Length of the lists.</param>
    /// <param name="timed">Called with a model's name around its fit.</param>
    /// <param name="autoencoder">Lists of the same fold; null where there are none.</param>
    public static FoldModels Fit(PipelineOptions options, IModelFits fits, SparseMatrix train, int length, Func<string, Func<object>, object> timed, GivenLists? autoencoder)
    {
        var popularity = PopularityRanking.Count(train);
        int[] unknown = [.. Enumerable.Range(0, train.Columns).Where(item => popularity.Ratings[item] == 0)];
        T Timed<T>(string model, Func<T> fit)
            where T : class => (T)timed(model, fit);
        var similarity = Timed(ListModels.Similarity, () => fits.Similarity(train));
        var factors = Timed(ListModels.Als, () => fits.Lists(train));
        var ease = options.Ease.Enabled ? Timed(ListModels.Ease, () => fits.Ease(train.Liked(options.LikedThreshold))) : null;
        var fitted = new FittedModels(popularity, similarity, factors.ItemFactors, unknown);
        return new FoldModels(
            train, fitted, ListModels.Of(options, popularity, similarity, factors.ItemFactors, ease, autoencoder), SettingsOf(options, fitted, length));
    }

    /// <summary>Order, lengths and excluded items of lists of <paramref name="length"/> rows.</summary>
    public static ListSettings SettingsOf(PipelineOptions options, FittedModels fitted, int length) =>
        new(new ListOrder(fitted.Popularity.Rank), length, Math.Max(length, options.TopN.Candidates), fitted.Excluded);
}
