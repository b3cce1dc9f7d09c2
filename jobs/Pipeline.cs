using RecPipeline.Jobs.Configuration;
using RecPipeline.Jobs.Running;
using RecPipeline.Jobs.Stages.Autoencoder;
using RecPipeline.Jobs.Stages.Clean;
using RecPipeline.Jobs.Stages.Evaluate;
using RecPipeline.Jobs.Stages.Fit;
using RecPipeline.Jobs.Stages.Gate;
using RecPipeline.Jobs.Stages.HandOff;
using RecPipeline.Jobs.Stages.Publish;
using RecPipeline.Jobs.Stages.Report;
using RecPipeline.Jobs.Stages.Split;
using RecPipeline.Jobs.Stages.TopN;
using RecPipeline.Jobs.Tables;
using static RecPipeline.Jobs.Tables.TableNames;

namespace RecPipeline.Jobs;

/// <summary>The whole flow, in the order in which data moves.</summary>
public static class Pipeline
{
    // The namespace RecPipeline.Ratings is nearer than the name from TableNames.
    private static TableSet Ratings => TableNames.Ratings;

    /// <summary>The stages that the options do not switch off.</summary>
    public static IEnumerable<Stage> On(PipelineOptions options) => Stages.Where(stage => stage.Definition.IsOn(options));

    public static IReadOnlyList<Stage> Stages { get; } =
    [
        new(new CleanStage(),
            Reads: [],
            Writes: [Ratings, Rejected, Users, Items, ItemFeatures, UserFeatures],
            Does: "parses, validates and dedupes the ratings; describes items and users; accounts for every row"),

        new(new SplitStage(),
            Reads: [Ratings, Users, Items],
            Writes: [Eval],
            Does: "cuts train and test tables by hash for each protocol; proves that nothing leaks"),

        .. FitStage.Flow, // one stage for each model of models/ModelCatalogue.cs

        new(new HandOffStage(),
            Reads: [Ratings, Users, Items, Eval],
            Writes: [Interactions],
            Does: "by option: groups rows by user and role for the GPU worker"),

        new(new AutoencoderStage(),
            Reads: [Items, Interactions],
            Writes: [AutoencoderTopN],
            Does: "by option: the GPU worker trains a sparse autoencoder per hand-off and lists its users"),

        new(new TopNStage(),
            Reads: [Ratings, Users, Items, ListStates, AutoencoderTopN.IfThere, BlendValidation.IfThere, RuleFeatures.IfThere],
            Writes: [TopN, Recommendations, ListStatus],
            Does: "makes each model's masked list per user, blends them, names reasons"),

        new(new EvaluateStage(),
            Reads: [Eval, Users, Items, ItemFeatures.IfThere, AutoencoderTopN.IfThere],
            Writes: [Metrics],
            Does: "fits every model on each protocol's training rows and measures it"),

        new(new GateStage(),
            Reads: [Metrics, Rejected],
            Writes: [],
            Does: "holds the run back when a metric fell since the last published run"),

        new(new PublishStage(),
            Reads: [Recommendations, ItemSimilarity, Users, Items, Metrics.IfThere],
            Writes: [PublishedRecommendations, PublishedSimilarItems],
            Does: "writes lists with raw ids and titles; replaces published.json last"),

        new(new ReportStage(),
            Reads: [Ratings, Rejected, Users, Items, Eval.IfThere, TopN, Recommendations, ListStatus, Metrics.IfThere,
                PublishedRecommendations.IfThere],
            Writes: [],
            Does: "tells all of it on one page and in run.json"),
    ];
}
