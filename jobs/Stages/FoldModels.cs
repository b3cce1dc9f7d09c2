using RecPipeline.Jobs.Configuration;
using RecPipeline.Models;
using RecPipeline.Models.Popularity;
using RecPipeline.Models.TopN;

namespace RecPipeline.Jobs.Stages;

/// <summary>The list models fitted on the training rows of one protocol and fold, with the order and candidates of its lists.</summary>
/// <param name="Train">[users × items].</param>
/// <param name="Models">In the order of the blend.</param>
/// <param name="Settings">Items without a training row are excluded.</param>
internal sealed record FoldModels(SparseMatrix Train, ListModel[] Models, ListSettings Settings)
{
    /// <param name="options">Rules and weights.</param>
    /// <param name="train">Rows that models may see.</param>
    /// <param name="length">Length of the lists.</param>
    /// <param name="timed">Called with a model's name around its fit.</param>
    /// <param name="autoencoder">Lists of the same fold; null where there are none.</param>
    /// <param name="cancellation">Stops between steps.</param>
    public static FoldModels Fit(PipelineOptions options, SparseMatrix train, int length, Func<string, Func<object>, object> timed, GivenLists? autoencoder, CancellationToken cancellation)
    {
        var popularity = PopularityRanking.Count(train);
        int[] unknown = [.. Enumerable.Range(0, train.Columns).Where(item => popularity.Ratings[item] == 0)];
        var (fits, liked) = (new ModelFits(options, cancellation), train.Liked(options.LikedThreshold));
        T Timed<T>(string model, Func<T> fit)
            where T : class => (T)timed(model, fit);
        var similarity = Timed(ListModels.Similarity, () => fits.Similarity(train));
        var factors = Timed(ListModels.Als, () => fits.Lists(train));
        var ease = options.Ease.Enabled ? Timed(ListModels.Ease, () => fits.Ease(liked)) : null;
        return new FoldModels(
            train, ListModels.Of(options, popularity, similarity, factors.ItemFactors, ease, autoencoder),
            new ListSettings(new ListOrder(popularity.Rank), length, Math.Max(length, options.TopN.Candidates), unknown));
    }
}
