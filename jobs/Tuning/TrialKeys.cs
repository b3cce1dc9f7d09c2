using System.Text.Json;
using System.Text.Json.Nodes;
using RecPipeline.Jobs.Configuration;
using RecPipeline.Jobs.Models;
using RecPipeline.Jobs.Tables;

namespace RecPipeline.Jobs.Tuning;

/// <summary>What the trials of a model stand on: the rows, and every option that changes a value but those that a trial varies.</summary>
internal static class TrialKeys
{
    private const int Version = 1;

    /// <summary>Of every model that could be tuned here, so that trials of those that are not named stay in the table.</summary>
    public static Dictionary<string, string> Of(Catalog catalog, PipelineOptions options) =>
        TunedModels.All(options).Where(model => TunedModels.Fold(options, model) is not null)
            .ToDictionary(model => model.Name, model => Of(catalog, options, model));

    private static string Of(Catalog catalog, PipelineOptions options, ChosenModel model)
    {
        var fold = TunedModels.Fold(options, model)!;
        string[] tables = [.. TunedModels.IsOfLists(model) ? ListMeasure.Tables(fold) : RatingMeasure.Tables(fold), "users", "items",
            "item_features"];
        var inputs = tables.Select(catalog.FindContract).OfType<TableContract>()
            .ToDictionary(contract => contract.Table, contract => contract.ContentHash);
        return TableKey.Of("tune", Version, Options(options, model), inputs);
    }

    private static JsonObject Options(PipelineOptions options, ChosenModel model) => new()
    {
        ["seed"] = options.Seed, ["likedThreshold"] = options.LikedThreshold,
        ["scale"] = JsonSerializer.SerializeToNode(options.Scale()),
        ["cutoffs"] = JsonSerializer.SerializeToNode(options.Evaluate.Cutoffs), [model.Name] = ChosenModels.KeyOf(model),
    };
}
