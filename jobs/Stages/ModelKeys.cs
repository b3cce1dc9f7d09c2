using System.Text.Json.Nodes;
using RecPipeline.Jobs.Configuration;

namespace RecPipeline.Jobs.Stages;

/// <summary>Options of models as they enter the keys of stages that use several.</summary>
internal static class ModelKeys
{
    /// <summary>The options of each model that change its state or its lists, and its weight.</summary>
    public static JsonObject Of(IEnumerable<ChosenModel> models) =>
        new(models.Select(model => KeyValuePair.Create(model.Name, (JsonNode?)WithWeight(model))));

    private static JsonObject WithWeight(ChosenModel model)
    {
        // The lists of a model that is fitted apart come as a table, which says all but the weight.
        var key = model.Model.IsFittedApart ? [] : ExecutorFits.OptionsOf(model);
        key["weight"] = model.Options.Weight;
        return key;
    }
}
