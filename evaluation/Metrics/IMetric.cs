namespace RecPipeline.Evaluation;

/// <summary>What a metric's value says.</summary>
public enum MetricKind
{
    /// <summary>A model with a better value is a better model.</summary>
    Accuracy,

    /// <summary>What lists are like, whether right or wrong: coverage, diversity, novelty.</summary>
    Description,

    /// <summary>A number of rows.</summary>
    Count,
}

/// <summary>A named number with the formula that a report must print beside it, and all else that is to be known of it.</summary>
public interface IMetric
{
    string Name { get; }

    /// <summary>One line: the formula.</summary>
    string Definition { get; }

    MetricKind Kind { get; }

    /// <summary>True for errors; false for shares and gains.</summary>
    bool IsLowerBetter => false;

    /// <summary>True for the protocols that it is taken in: all that make lists, where the metric does not say otherwise.</summary>
    bool IsMeasuredIn(ProtocolKind protocol) => protocol != ProtocolKind.Ratings;
}

/// <summary>A metric that is computed together with others.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Definition">One line: the formula.</param>
/// <param name="Kind">What its value says.</param>
/// <param name="Protocol">Where it is taken; null for what compares two runs.</param>
/// <param name="IsLowerBetter">True for errors.</param>
public sealed record NamedMetric(
    string Name, string Definition, MetricKind Kind, ProtocolKind? Protocol, bool IsLowerBetter = false) : IMetric
{
    public bool IsMeasuredIn(ProtocolKind protocol) => protocol == Protocol;
}

/// <summary>A metric with one value per user; its result is the mean over the users who take part.</summary>
public interface IListMetric : IMetric
{
    /// <summary>The users this metric is about: <see cref="MetricRow.All"/>, or for example a rating value.</summary>
    string Slice => MetricRow.All;

    /// <summary>About how many users to measure, drawn by hash; for metrics that cost too much on large data.</summary>
    int SampleUsers => int.MaxValue;

    /// <summary>
    /// The user's value over the first <paramref name="cutoff"/> items; NaN = this user does not take part and is counted as skipped.
    /// </summary>
    double Value(in RankedList list, int cutoff);

    /// <summary>All cutoffs (ascending) at once; the same numbers as <see cref="Value"/>.</summary>
    void Values(in RankedList list, ReadOnlySpan<int> cutoffs, Span<double> values)
    {
        for (int c = 0; c < cutoffs.Length; c++)
            values[c] = Value(list, cutoffs[c]);
    }
}

/// <summary>A list metric that is also reported pooled, under Name + "Pooled": Σ weight · value / Σ weight over users.</summary>
public interface IPooledMetric : IListMetric
{
    /// <summary>Its name where it is pooled.</summary>
    string PooledName => Name + "Pooled";

    /// <summary>What the user's value is a mean of: pairs, entries. Read only where the value is not NaN; then above 0.</summary>
    double Weight(in RankedList list, int cutoff);
}

/// <summary>A metric of all lists together, from how often each item of the catalogue was listed.</summary>
public interface ICatalogueMetric : IMetric
{
    /// <param name="timesListed">For each catalogue item the number of lists that hold it, zeros included.</param>
    double Value(ReadOnlySpan<int> timesListed);
}
