using RecPipeline.Jobs.Configuration;
using RecPipeline.Models.Als;
using RecPipeline.Models.Autoencoder;
using RecPipeline.Models.Contract;

namespace RecPipeline.Tests.Support.Runs;

/// <summary>Short ways to change the options of a model.</summary>
internal static class ModelSettings
{
    public static PipelineOptions With<T>(this PipelineOptions options, string model, Func<T, T> change)
        where T : ModelOptions => options with { Models = options.Models.With(model, change) };

    /// <summary>Sets which models write their own lists; they are switched on for it.</summary>
    public static PipelineOptions Writing(this PipelineOptions options, params IEnumerable<string> models) => models.Aggregate(
        options, (all, name) => all with { Models = all.Models.With(name, all.Models[name] with { Enabled = true, Write = true }) });

    /// <summary>ALS by our solver, so that the bytes on Spark are those of the local engine.</summary>
    public static PipelineOptions WithOurSolver(this PipelineOptions options) => new[] { "als", "als-ratings", "als-plain" }.Aggregate(
        options, (all, name) => all.With<AlsFitOptions>(name, als => als with { Solver = "executors" }));

    public static PipelineOptions WithWorker(this PipelineOptions options, Func<AutoencoderOptions, AutoencoderOptions>? change = null) =>
        options.With<AutoencoderOptions>("autoencoder", worker => (change ?? (same => same))(worker with { Enabled = true }));

    public static PipelineOptions Weighing(this PipelineOptions options, string model, double weight) =>
        options with { Models = options.Models.With(model, options.Models[model] with { Weight = weight }) };
}
