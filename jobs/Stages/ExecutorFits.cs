using System.Text.Json.Nodes;
using RecPipeline.Jobs.Configuration;
using RecPipeline.Jobs.Models;
using RecPipeline.Jobs.Models.Als;
using RecPipeline.Jobs.Models.Popularity;
using RecPipeline.Jobs.Models.Similarity;

namespace RecPipeline.Jobs.Stages;

/// <summary>Every fit in executors.</summary>
internal static class ExecutorFits
{
    private static readonly IExecutorFit[] All = [new PopularityExecutorFit(), new SimilarityExecutorFit(), new AlsExecutorFit(),
        new AlsRatingsExecutorFit()];

    public static IExecutorFit? Of(string model) => All.FirstOrDefault(fit => fit.Models.Contains(model));

    /// <summary>The options of a model that change its state or its lists wherever it is fitted.</summary>
    public static JsonObject OptionsOf(ChosenModel model) => ChosenModels.KeyOf(model, Of(model.Name)?.FreeOptions ?? []);

    /// <summary>The options of a model as they enter the key of its tables: with what of its fit on Spark changes bytes.</summary>
    public static JsonObject KeyOf(PipelineOptions options, ChosenModel model)
    {
        var key = OptionsOf(model);
        foreach (var (name, value) in Of(model.Name)?.KeyOptions(options, model) ?? [])
            key[name] = value?.DeepClone();
        return key;
    }
}
