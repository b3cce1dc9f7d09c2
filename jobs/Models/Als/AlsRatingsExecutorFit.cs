using System.Text.Json.Nodes;
using RecPipeline.Jobs.Configuration;
using RecPipeline.Jobs.Running;
using RecPipeline.Models.Als;
using RecPipeline.Models.Biases;
using RecPipeline.Models.Contract;
using RecPipeline.Spark.Sql;
using static RecPipeline.Spark.Sql.Functions;

namespace RecPipeline.Jobs.Models.Als;

/// <summary>Explicit ALS on Spark: biases on the driver, residuals and factors in executors.</summary>
/// <remarks>The driver holds the ratings as a matrix (12 bytes each) while the biases are fitted.</remarks>
internal sealed class AlsRatingsExecutorFit : IExecutorFit
{
    public IReadOnlyList<string> Models => ["als-ratings", "als-plain"];

    public IReadOnlyList<string> FreeOptions => AlsOnSpark.FreeOptions;

    public string? WhyNot(PipelineOptions options, ChosenModel model) => null;

    public JsonObject KeyOptions(PipelineOptions options, ChosenModel model) => AlsOnSpark.KeyOptions(options, model);

    public void Write(StageContext context, ChosenModel model)
    {
        var options = (AlsRatingsOptions)model.Options;
        var (p, biases) = (options.Parameters(context.Options.Seed), Biases(context, options, context.TrainingData("ratings")));
        using var cells = new Cells(context, "ratings", options.Biases ? biases : null);
        if (options.Solver == "executors")
        {
            StateTables.Write(
                context, model.Model, AlsRatingsModel.State(biases, new FactorFit(context, options).Checked(model.Name, cells.Frame, p)));
            return;
        }
        StateTables.Write(context, model.Name, BiasState.Forms, new ModelState([.. BiasState.Tables(biases)]));
        new MllibFit(context, options).Fit(model.Name, cells.Frame, p, writesUsers: true);
    }

    public ModelState? State(StageContext context, ChosenModel model, string table, TrainingData data)
    {
        var options = (AlsRatingsOptions)model.Options;
        var (p, fit) = (options.Parameters(context.Options.Seed), new FactorFit(context, options));
        if (!fit.Holds(p))
            return null;
        var biases = Biases(context, options, data);
        using var cells = new Cells(context, table, options.Biases ? biases : null);
        return AlsRatingsModel.State(biases, fit.Factors(cells.Frame, p));
    }

    private static BiasModel Biases(StageContext context, AlsRatingsOptions options, TrainingData data) => options.Biases
        ? BiasSolver.Fit(data.Ratings, options.BiasParameters(), context.Threads, context.Cancellation)
        : BiasModel.None(data.Ratings);

    /// <summary>user_index, item_index, value: the ratings, or what biases leave of them.</summary>
    private sealed class Cells(StageContext context, string table, BiasModel? biases) : IDisposable
    {
        private readonly ResidualCells? _residuals = biases is null ? null : new ResidualCells(context, table, biases);

        public DataFrame Frame =>
            _residuals?.Cells ?? context.Frame(table).Select(Col("user_index"), Col("item_index"), Col("rating").Alias("value"));

        public void Dispose() => _residuals?.Dispose();
    }
}
