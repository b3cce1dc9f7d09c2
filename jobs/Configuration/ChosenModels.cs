using System.Text.Json;
using System.Text.Json.Nodes;
using RecPipeline.Models;
using RecPipeline.Models.Autoencoder;
using RecPipeline.Models.Contract;
using RecPipeline.Models.Popularity;
using RecPipeline.Models.UserKnn;

namespace RecPipeline.Jobs.Configuration;

/// <summary>A model that takes part in a run.</summary>
internal sealed record ChosenModel(IModel Model, ModelOptions Options)
{
    public string Name => Model.Name;
}

/// <summary>The models of a run, in the order of the catalogue.</summary>
internal static class ChosenModels
{
    /// <summary>Models whose lists are measured. Popularity is always among them, since the others fall back to it.</summary>
    public static IEnumerable<ChosenModel> ForLists(this PipelineOptions options) =>
        All(options).Where(each => each.Model.Use.HasFlag(ModelUse.Lists) && IsOn(each));

    /// <summary>Models of lists that somebody gets: the fallback, what has a weight in the blend, what is written by itself.</summary>
    public static IEnumerable<ChosenModel> ForPublishedLists(this PipelineOptions options) =>
        options.ForLists()
            .Where(each => each.Name == PopularityModel.ModelName || options.TopN.Blend.Choose || each.Options.Weight > 0
                || each.Options.Write);

    /// <summary>Models whose predicted ratings are measured.</summary>
    public static IEnumerable<ChosenModel> ForRatings(this PipelineOptions options) =>
        All(options).Where(each => each.Options.Enabled && each.Model.Predicts(each.Options));

    /// <summary>Models that are fitted on all ratings: for the lists of the run, or because their tables are asked for.</summary>
    public static IEnumerable<ChosenModel> ForTables(this PipelineOptions options) =>
        All(options).Where(each => IsOn(each) && (each.Model.Use.HasFlag(ModelUse.Lists) || each.Options.Write));

    /// <summary>Names of the models whose own lists are tables.</summary>
    public static string[] Written(this PipelineOptions options) =>
        [.. options.ForLists().Where(each => each.Options.Write).Select(each => each.Name)];

    /// <summary>The model whose vectors are published; null for none.</summary>
    public static ChosenModel? ForVectors(this PipelineOptions options) => options.Publish.Vectors.Length == 0
        ? null
        : options.ForPublishedLists().FirstOrDefault(each => each.Name == options.Publish.Vectors);

    /// <summary>How the users of <c>published/similar_users</c> are compared.</summary>
    public static UserKnnOptions SimilarUsersBy(this PipelineOptions options) => options.Models.Of<UserKnnOptions>(UserKnnModel.ModelName);

    /// <summary>True where the GPU worker has something to do.</summary>
    public static bool TrainsAutoencoder(this PipelineOptions options) => options.Models[AutoencoderModel.ModelName].Enabled;

    /// <summary>How the GPU worker is started.</summary>
    public static AutoencoderOptions Worker(this PipelineOptions options) =>
        options.Models.Of<AutoencoderOptions>(AutoencoderModel.ModelName);

    /// <summary>The options of a model as they enter a key: what says how a fit is used stays out.</summary>
    public static JsonObject KeyOf(ChosenModel model, params IEnumerable<string> without)
    {
        var json = OptionProperties.ToJson(model.Options);
        foreach (string name in ModelOptions.OfUse.Select(JsonNamingPolicy.CamelCase.ConvertName).Concat(without))
            json.Remove(name);
        json["version"] = model.Model.Version;
        return json;
    }

    private static IEnumerable<ChosenModel> All(PipelineOptions options) =>
        ModelCatalogue.All.Select(model => new ChosenModel(model, options.Models[model.Name]));

    private static bool IsOn(ChosenModel model) => model.Options.Enabled || model.Name == PopularityModel.ModelName;
}
