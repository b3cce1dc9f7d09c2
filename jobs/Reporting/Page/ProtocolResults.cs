using RecPipeline.Evaluation;

namespace RecPipeline.Jobs.Reporting.Page;

/// <summary>A line of a table of results: one metric at one cutoff, over one slice of users.</summary>
internal sealed record Measure(string Metric, int Cutoff, string Slice)
{
    public string Name => MetricNames.Display(Metric, Cutoff);

    /// <summary>With its slice: a rating, or words.</summary>
    public string FullName => Slice == MetricRow.All ? Name : $"{Name}, {(char.IsAsciiDigit(Slice[0]) ? "rating " : "")}{Slice}";
}

/// <summary>A model's result: of one fold with its 95 % interval, or the mean of several with the lowest and highest fold.</summary>
internal sealed record Result(double Value, double Low, double High, long Users, long Skipped);

/// <summary>All results of one protocol, by measure and model.</summary>
internal sealed class ProtocolResults
{
    private static readonly string[] Baselines = ["popularity", "biases"]; // where no comparison names one
    private readonly Dictionary<(Measure, string), Result> _results;
    private readonly EvaluationFacts _evaluation;

    public ProtocolResults(string name, IReadOnlyList<MetricRow> rows, EvaluationFacts evaluation)
    {
        (Name, _evaluation) = (name, evaluation);
        Models = [.. rows.Select(row => row.Model).Distinct()];
        Folds = rows.Select(row => row.Fold).Distinct().Count();
        Measures = [.. rows.Select(MeasureOf).Distinct()];
        Headline = HeadlineOf(name, Measures);
        _results = rows.GroupBy(row => (MeasureOf(row), row.Model)).ToDictionary(group => group.Key, group => ResultOf([.. group]));
    }

    public string Name { get; }

    public int Folds { get; }

    /// <summary>In the order in which they were measured.</summary>
    public IReadOnlyList<string> Models { get; }

    public IReadOnlyList<Measure> Measures { get; }

    /// <summary>The measure that speaks for the protocol.</summary>
    public Measure Headline { get; }

    public IEnumerable<ComparisonFact> Comparisons => _evaluation.Comparisons.Where(each => each.Protocol == Name);

    /// <summary>The best model over all that the protocol tested; null where nothing was compared.</summary>
    public BestFact? BestModel => _evaluation.Best.FirstOrDefault(each => each.Protocol == Name && each.Fold is null)
        ?? (Folds == 1 ? _evaluation.Best.FirstOrDefault(each => each.Protocol == Name) : null);

    /// <summary>Test users that were measured and that there are, of all folds; null where that was not kept.</summary>
    public (long Users, long Of)? Sample
    {
        get
        {
            var samples = _evaluation.Samples.Where(each => each.Protocol == Name).ToArray();
            return samples.Length == 0 ? null : (samples.Sum(each => each.Users), samples.Sum(each => each.Of));
        }
    }

    /// <summary>The model that others are held against; null where there is none.</summary>
    public string? Baseline =>
        Comparisons.Select(each => each.Baseline).FirstOrDefault(Models.Contains) ?? Baselines.FirstOrDefault(Models.Contains);

    public Result? this[Measure measure, string model] => _results.GetValueOrDefault((measure, model));

    /// <summary>The best model, the first of equals; null for metrics that only describe lists.</summary>
    public string? Best(Measure measure) => BestFirst(measure).FirstOrDefault();

    public string? SecondBest(Measure measure) => BestFirst(measure).ElementAtOrDefault(1);

    /// <summary>
    /// The comparison that covers all that the headline covers, by the headline's metric or else by another; null where there is none.
    /// </summary>
    public ComparisonFact? Compared(string model, string baseline)
    {
        var pairs = Comparisons.Where(each => (each.Model, each.Baseline) == (model, baseline) && (each.Fold is null || Folds == 1))
            .ToArray();
        return Array.Find(pairs, each => (each.Metric, each.Cutoff) == (Headline.Metric, Headline.Cutoff)) ?? pairs.FirstOrDefault();
    }

    private IEnumerable<string> BestFirst(Measure measure)
    {
        if (!MetricNames.IsAccuracy(measure.Metric))
            return [];
        int sign = MetricNames.IsLowerBetter(measure.Metric) ? 1 : -1;
        return Models.Where(model => double.IsFinite(this[measure, model]?.Value ?? double.NaN))
            .OrderBy(model => sign * this[measure, model]!.Value);
    }

    // The first measure where the protocol's own was not taken.
    private static Measure HeadlineOf(string protocol, IReadOnlyList<Measure> measures)
    {
        var (metric, cutoff) = ProtocolKinds.Headline(protocol,
            [.. measures.Select(measure => measure.Cutoff).Where(cutoff => cutoff > 0).DefaultIfEmpty(0)]);
        return measures.FirstOrDefault(measure => measure == new Measure(metric, cutoff, MetricRow.All)) ?? measures[0];
    }

    private static Measure MeasureOf(MetricRow row) => new(row.Metric, row.Cutoff, row.Slice);

    private static Result ResultOf(MetricRow[] folds) => folds is [var only]
        ? new Result(only.Value, only.Low, only.High, only.Users, only.UsersSkipped)
        : new Result(
            folds.Average(row => row.Value), folds.Min(row => row.Value), folds.Max(row => row.Value), folds.Sum(row => row.Users),
                folds.Sum(row => row.UsersSkipped));
}
