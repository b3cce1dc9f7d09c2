using System.Diagnostics;
using RecPipeline.Evaluation;
using RecPipeline.Jobs.Running;
using RecPipeline.Jobs.Tables;
using RecPipeline.Models;
using RecPipeline.Models.Als;

namespace RecPipeline.Jobs.Stages.Evaluate;

/// <summary>One fold of a protocol with rating errors: biases alone, ALS on what they leave over, and ALS on the ratings as they are.</summary>
internal sealed class RatingFold(StageContext context, IFoldWork work, FoldName fold, FoldFacts facts)
{
    private const string Biases = "biases", Als = "als", PlainAls = "als_plain";
    private readonly SparseMatrix _train = context.Matrix(fold.Train);

    public IReadOnlyList<MetricRow> Measure()
    {
        facts.CandidateSet(fold, "every test row; rows of an unknown user or item are counted, and scored with the item's mean as fallback");
        var means = new ItemMeans(_train.Transpose());
        var measured = new Dictionary<string, RatingErrors>
        {
            [Biases] = Errors(Biases, means, work.Fits.Biases),
            [Als] = Errors(Als, means, work.Fits.Ratings),
            [PlainAls] = Errors(PlainAls, means, work.Fits.PlainRatings),
        };
        foreach (string model in new[] { Als, PlainAls })
            facts.Compare(fold, RatingErrors.SquaredError, 0, model, Biases, PairedComparison.Compare(
                measured[model].PerUserSquaredError(), measured[Biases].PerUserSquaredError(), context.Options.Seed));
        return [.. measured.SelectMany(each => each.Value.Rows(fold.Protocol, fold.Fold, each.Key, context.Options.Seed, context.Options.Evaluate.Resamples))];
    }

    private RatingErrors Errors(string model, ItemMeans means, Func<SparseMatrix, RatingPredictor> fit)
    {
        var clock = Stopwatch.StartNew();
        var predictor = fit(_train);
        double fitSeconds = clock.Elapsed.TotalSeconds;
        var errors = work.Errors(predictor, means);
        facts.Time(fold, model, fitSeconds, clock.Elapsed.TotalSeconds - fitSeconds);
        return errors;
    }
}
