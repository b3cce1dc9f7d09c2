using RecPipeline.Models.Als;
using RecPipeline.Models.Autoencoder;
using RecPipeline.Models.Biases;
using RecPipeline.Models.Contract;
using RecPipeline.Models.Ease;
using RecPipeline.Models.Popularity;
using RecPipeline.Models.Similarity;

namespace RecPipeline.Models;

/// <summary>Every model that there is. The order is that of the blend, of the report's marks and of ties.</summary>
public static class ModelCatalogue
{
    /// <summary>Popularity comes first: all others fall back to it.</summary>
    public static IReadOnlyList<IModel> All { get; } =
    [
        new PopularityModel(),
        new SimilarityModel(),
        new AlsModel(),
        new EaseRecommender(),
        new AutoencoderModel(),
        new BiasesModel(),
        new AlsRatingsModel("als-ratings", hasBiases: true),
        new AlsRatingsModel("als-plain", hasBiases: false),
        new RandomLists.RandomModel(),
        new UserKnn.UserKnnModel(),
        new Content.ContentModel(),
        new GenrePopularity.GenrePopularityModel(),
        new SvdPlusPlus.SvdPlusPlusModel(),
        new Svd.SvdModel(),
        new Slim.SlimModel(),
        new Markov.MarkovModel(),
        new AutoRec.AutoRecModel(),
        new Rbm.RbmModel(),
        new Item2Vec.Item2VecModel(),
        new Fm.FmModel(),
    ];

    /// <exception cref="ArgumentException">There is no such model.</exception>
    public static IModel Named(string name) => All.FirstOrDefault(model => model.Name == name)
        ?? throw new ArgumentException(
            $"There is no model '{name}'; there are {string.Join(", ", All.Select(model => model.Name))}.", nameof(name));
}
