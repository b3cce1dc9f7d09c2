using RecPipeline.Formats.Columns;
using RecPipeline.Jobs.Configuration;
using RecPipeline.Jobs.Tables;
using RecPipeline.Models.Als;
using RecPipeline.Models.Autoencoder;
using RecPipeline.Models.Ease;
using RecPipeline.Models.Popularity;
using RecPipeline.Models.Similarity;
using RecPipeline.Models.TopN;

namespace RecPipeline.Jobs.Stages;

/// <summary>The models that make lists, in the order of the blend: from tables for the final lists, from memory for evaluation.</summary>
internal static class ListModels
{
    public const string Popularity = "popularity";
    public const string Similarity = "similarity";
    public const string Als = "als";
    public const string Ease = "ease";
    public const string Autoencoder = "autoencoder";

    /// <param name="options">Weights and rules.</param>
    /// <param name="popularity">Ratings per item of the rows that the models were fitted on.</param>
    /// <param name="similarity">Item-item table of the same rows.</param>
    /// <param name="itemFactors">[items × rank] of implicit ALS on the same rows.</param>
    /// <param name="ease">On the same rows; null where it is not enabled.</param>
    /// <param name="autoencoder">Lists that the worker made, or null where it made none.</param>
    public static ListModel[] Of(
        PipelineOptions options, ItemPopularity popularity, SimilarityTable similarity, float[] itemFactors, EaseModel? ease, GivenLists? autoencoder)
    {
        var fits = new ModelFits(options, CancellationToken.None);
        var votes = new SimilarityVotes(similarity);
        var parameters = fits.ListsParameters;
        var gram = GramMatrix.Of(itemFactors, parameters.Rank, options.EffectiveThreads, CancellationToken.None);
        var panel = new FactorPanel(itemFactors, parameters.Rank);
        double liked = options.LikedThreshold;
        return
        [
            new(Popularity, 0, () => new PopularityScorer(popularity)) { NewFinder = settings => new PopularityFinder(popularity, settings) },
            new(Similarity, options.TopN.Blend.Similarity, () => new SimilarityScorer(votes, fits.SimilarityIsBinary, liked))
            {
                NewFinder = settings => new SimilarityFinder(votes, fits.SimilarityIsBinary, liked, settings),
            },
            new(Als, options.TopN.Blend.Als, () => new AlsScorer(itemFactors, parameters, gram, liked))
            {
                NewFinder = settings => new AlsFinder(panel, parameters, gram, liked, settings, ListBlockMaker.BlockUsers),
            },
            .. ease is null ? (ListModel[])[] : [new(Ease, options.TopN.Blend.Ease, () => new EaseHistoryScorer(ease, liked))],
            .. autoencoder is null ? (ListModel[])[] :
            [
                new(Autoencoder, options.Autoencoder.Weight, () => new GivenListScorer(autoencoder)),
            ],
        ];
    }

    /// <summary>Those whose lists somebody gets: the fallback, what has a weight in the blend, what is written by itself.</summary>
    public static ListModel[] Used(IEnumerable<ListModel> models, TopNOptions options) =>
        [.. models.Where(model => model.Name == Popularity || model.Weight > 0 || options.Write.Contains(model.Name))];

    /// <summary>The table <c>popularity</c>.</summary>
    public static ItemPopularity ReadPopularity(Catalog catalog)
    {
        var rows = catalog.Load("popularity");
        var (items, ratings, ranks) = (rows.Array<int>("item_index"), rows.Array<long>("ratings"), rows.Array<int>("rank"));
        var (byItem, rankOf) = (new long[items.Length], new int[items.Length]);
        for (int row = 0; row < items.Length; row++)
            (byItem[items[row]], rankOf[items[row]]) = (ratings[row], ranks[row]);
        return new ItemPopularity(byItem, rankOf);
    }

    /// <summary>The table <c>item_similarity</c>.</summary>
    public static SimilarityTable ReadSimilarity(Catalog catalog, int items) => SimilarityOf(catalog.Load("item_similarity"), items);

    /// <summary>Rows with the columns of <c>item_similarity</c>, in any order, as models read them.</summary>
    public static SimilarityTable SimilarityOf(Table rows, int items)
    {
        var (item, rank, neighbour) = (rows.Array<int>("item_index"), rows.Array<int>("rank"), rows.Array<int>("neighbour_index"));
        var (score, common) = (rows.Array<float>("score"), rows.Array<int>("common_users"));
        var offsets = new int[items + 1];
        foreach (int each in item)
            offsets[each + 1]++;
        for (int i = 0; i < items; i++)
            offsets[i + 1] += offsets[i];
        var (neighbours, scores, commonUsers) = (new int[item.Length], new float[item.Length], new int[item.Length]);
        for (int row = 0; row < item.Length; row++)
        {
            int at = offsets[item[row]] + rank[row] - 1;
            (neighbours[at], scores[at], commonUsers[at]) = (neighbour[row], score[row], common[row]);
        }
        return new SimilarityTable(items, offsets, neighbours, scores, commonUsers);
    }

    /// <summary>A table of factors as [rows × rank]; its rows may come in any order.</summary>
    public static float[] ReadFactors(Catalog catalog, string table)
    {
        var rows = catalog.Load(table);
        var (ids, lists) = (rows.Array<int>("id"), rows.Lists("features"));
        var elements = ((Column<float>)lists.Elements).Values;
        int rank = ids.Length == 0 ? 0 : lists.Offsets[1] - lists.Offsets[0];
        var factors = new float[ids.Length * rank];
        for (int row = 0; row < ids.Length; row++)
            elements[lists.Offsets[row]..lists.Offsets[row + 1]].CopyTo(factors.AsSpan(ids[row] * rank, rank));
        return factors;
    }
}
