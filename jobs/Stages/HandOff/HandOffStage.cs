using System.Text.Json.Nodes;
using RecPipeline.Jobs.Configuration;
using RecPipeline.Jobs.Running;
using RecPipeline.Jobs.Stages.Split;
using RecPipeline.Jobs.Tables;

namespace RecPipeline.Jobs.Stages.HandOff;

/// <summary>
/// Where the autoencoder is on, groups rows by user and role for the GPU worker: <c>interactions/&lt;fit&gt;/…/role=…/part=…</c> and
/// <c>manifest.json</c>.
/// </summary>
/// <remarks>
/// The final fit keeps the validation users of strong_liked's fold 0 (of strong_all's with implicit feedback) out of <c>role=train</c>, so
/// that the worker can stop early;
/// <c>role=fold_in</c> holds every user, since every user gets a list. A fold's hand-off holds that fold's users in their roles; where no
/// users are held out (leave-one-out), it is made of the fold's training rows as the final one is of all.
/// </remarks>
internal sealed class HandOffStage : StageDefinition
{
    public const int FormatVersion = 1;

    public override string Name => "hand-off";

    public override int Version => 2;

    public override string Switch => "models.autoencoder.enabled";

    public override bool IsOn(PipelineOptions options) => options.TrainsAutoencoder();

    public override JsonObject KeyOptions(PipelineOptions options) => Json(
    [
        ("seed", options.Seed), ("likedThreshold", options.LikedThreshold), ("handOff", options.HandOff),
        ("feedback", options.Clean.Feedback),
        ("protocols", options.Evaluate.Protocols), ("folds", options.Evaluate.Folds), .. SplitStage.LiangUsers(options),
    ]);

    // It decides who works, see RunSpark; the ids themselves are in the tables.
    public override IReadOnlyList<string> FreeOptions => [.. base.FreeOptions, "clean.idType"];

    public override void RunLocal(StageContext context) => HandOffLocal.Run(context);

    // Hashes of texts have no Spark form.
    public override void RunSpark(StageContext context)
    {
        if (context.Options.Clean.IdType is { User: "int64", Item: "int64" })
            HandOffSpark.Run(context);
        else
            base.RunSpark(context);
    }
}
