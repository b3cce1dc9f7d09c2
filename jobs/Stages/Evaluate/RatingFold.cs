using System.Diagnostics;
using RecPipeline.Evaluation;
using RecPipeline.Jobs.Running;
using RecPipeline.Jobs.Tables;
using RecPipeline.Models;

namespace RecPipeline.Jobs.Stages.Evaluate;

/// <summary>One fold of a protocol with rating errors: biases alone, ALS on what they leave over, and ALS on the ratings as they are.</summary>
internal sealed class RatingFold(StageContext context, FoldName fold, FoldFacts facts)
{
    private const string Biases = "biases", Als = "als", PlainAls = "als_plain";
    private readonly ModelFits _fits = new(context.Options, context.Cancellation);
    private readonly SparseMatrix _train = context.Matrix(fold.Train);
    private readonly SparseMatrix _test = context.Matrix(fold.Test);

    public IReadOnlyList<MetricRow> Measure()
    {
        facts.CandidateSet(fold, "every test row; rows of an unknown user or item are counted, and scored with the item's mean as fallback");
        var means = new ItemMeans(_train.Transpose());
        var measured = new Dictionary<string, RatingErrors>
        {
            [Biases] = Errors(Biases, means, () => _fits.Biases(_train)),
            [Als] = Errors(Als, means, () => _fits.Ratings(_train).Predict),
            [PlainAls] = Errors(PlainAls, means, () => _fits.PlainRatings(_train).Predict),
        };
        foreach (string model in new[] { Als, PlainAls })
            facts.Compare(fold, "squared error", 0, model, Biases, PairedComparison.Compare(
                measured[model].PerUserSquaredError(), measured[Biases].PerUserSquaredError(), context.Options.Seed));
        return [.. measured.SelectMany(each => each.Value.Rows(fold.Protocol, fold.Fold, each.Key, context.Options.Seed, context.Options.Evaluate.Resamples))];
    }

    private RatingErrors Errors(string model, ItemMeans means, Func<Func<int, int, double?>> fit)
    {
        var clock = Stopwatch.StartNew();
        var predict = fit();
        double fitSeconds = clock.Elapsed.TotalSeconds;
        var errors = new RatingErrors(_test.Rows);
        for (int user = 0; user < _test.Rows; user++)
            Add(errors, user, means, predict);
        facts.Time(fold, model, fitSeconds, clock.Elapsed.TotalSeconds - fitSeconds);
        return errors;
    }

    private void Add(RatingErrors errors, int user, ItemMeans means, Func<int, int, double?> predict)
    {
        var items = _test.RowIndices(user);
        var ratings = _test.RowValues(user);
        for (int i = 0; i < items.Length; i++)
            errors.Add(user, ratings[i], predict(user, items[i]), means.Of(items[i]));
    }
}
