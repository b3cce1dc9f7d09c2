using RecPipeline.Models.Als;

namespace RecPipeline.Jobs.Configuration;

/// <summary>Options of implicit ALS that do not go together.</summary>
internal static class AlsCheck
{
    public static IEnumerable<string> Mistakes(PipelineOptions options)
    {
        if (options.Models.Of<AlsOptions>(AlsModel.ModelName) is not { Enabled: true, Objective: "ials" } als)
            yield break;
        if (options.Engine == "spark" && als.Solver == "mllib")
            yield return "models.als.objective ials is not what Spark's ALS minimises (models.als.solver mllib); "
                + "set models.als.solver=executors, or models.als.objective=mllib.";
        if (als.Values == "rating")
            yield return "models.als.values rating says what a like's value adds to its confidence, which objective ials does not read; "
                + "set models.als.values=binary, or models.als.objective=mllib.";
    }
}
