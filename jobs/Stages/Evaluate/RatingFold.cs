using RecPipeline.Jobs.Configuration;
using System.Diagnostics;
using RecPipeline.Evaluation;
using RecPipeline.Jobs.Models;
using RecPipeline.Jobs.Running;
using RecPipeline.Jobs.Tables;
using RecPipeline.Models.Biases;
using RecPipeline.Models.Contract;

namespace RecPipeline.Jobs.Stages.Evaluate;

/// <summary>
/// One fold of a protocol with rating errors: every model that predicts ratings, fitted on the training rows, against biases alone.
/// </summary>
internal sealed class RatingFold(StageContext context, IFoldWork work, FoldName fold, FoldFacts facts)
{
    private readonly ChosenModel[] _models = [.. context.Options.ForRatings()];

    public IReadOnlyList<MetricRow> Measure()
    {
        if (_models.Length == 0)
        {
            context.Warn(
                $"no model that predicts ratings is enabled, so {fold.Protocol} has no metrics; enable one, "
                + "such as models.als-ratings.");
            return [];
        }
        facts.CandidateSet(
            fold, "every test row; rows of an unknown user or item are counted, and scored with the item's mean as fallback");
        var data = context.TrainingData(fold.Train, _models);
        var means = new ItemMeans(data.ByItem);
        var measured = _models.ToDictionary(model => model.Name, model => Errors(model, data, means));
        Compare(measured);
        return [
            .. measured.SelectMany(
                each => each.Value.Rows(fold.Protocol, fold.Fold, each.Key, context.Options.Seed, context.Options.Evaluate.Resamples))];
    }

    private void Compare(Dictionary<string, RatingErrors> measured)
    {
        facts.Best(fold.Protocol, fold.Fold, RatingErrors.SquaredError, 0,
            measured.ToDictionary(each => each.Key, each => each.Value.PerUserSquaredError()), context.Options.Seed, isLowerBetter: true);
        if (!measured.TryGetValue(BiasesModel.ModelName, out var biases))
            return;
        foreach (var (model, errors) in measured.Where(each => each.Key != BiasesModel.ModelName))
            facts.Compare(fold, RatingErrors.SquaredError, 0, model, BiasesModel.ModelName,
                PairedComparison.Compare(errors.PerUserSquaredError(), biases.PerUserSquaredError(), context.Options.Seed));
    }

    private RatingErrors Errors(ChosenModel model, TrainingData data, ItemMeans means)
    {
        var clock = Stopwatch.StartNew();
        var fitted = new FittedModel(model.Model, model.Options, work.Fits.FitRatings(model, data));
        double fitSeconds = clock.Elapsed.TotalSeconds;
        var errors = work.Errors(fitted, means);
        facts.Time(fold, model.Name, fitSeconds, clock.Elapsed.TotalSeconds - fitSeconds);
        return errors;
    }
}
