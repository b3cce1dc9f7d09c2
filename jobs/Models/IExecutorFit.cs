using System.Text.Json.Nodes;
using RecPipeline.Jobs.Configuration;
using RecPipeline.Jobs.Running;
using RecPipeline.Models.Contract;

namespace RecPipeline.Jobs.Models;

/// <summary>The fit of a model in Spark's executors. A model without one is fitted on the driver, which says so.</summary>
internal interface IExecutorFit
{
    /// <summary>Names of the models that are fitted so.</summary>
    IReadOnlyList<string> Models { get; }

    /// <summary>Why the options have no form in executors; null where they have.</summary>
    string? WhyNot(PipelineOptions options, ChosenModel model);

    /// <summary>Fits on all ratings and writes the tables of the state.</summary>
    void Write(StageContext context, ChosenModel model);

    /// <summary>Fits on the training rows of a fold; null where executors cannot hold what they would need, and the driver must.</summary>
    /// <param name="context">Session.</param>
    /// <param name="model">With its options.</param>
    /// <param name="table">The training rows.</param>
    /// <param name="data">The same on the driver.</param>
    ModelState? State(StageContext context, ChosenModel model, string table, TrainingData data);

    /// <summary>What of how Spark fits it changes its bytes, for the key of the tables.</summary>
    JsonObject KeyOptions(PipelineOptions options, ChosenModel model) => [];

    /// <summary>Options of the model that only say how executors fit it.</summary>
    IReadOnlyList<string> FreeOptions => [];
}
