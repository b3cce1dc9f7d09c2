namespace RecPipeline.Evaluation;

/// <summary>A metric over a slice: the same formula, read of the users and the hidden items that are in it.</summary>
/// <remarks>Example: hidden items 3 (popular) and 8 (not), of which the list holds 3: recall .5 over all, 1 over the popular, 0 over the
/// long tail.</remarks>
/// <param name="metric">Of accuracy.</param>
/// <param name="slice">Whom and what it is taken over.</param>
public sealed class SlicedMetric(IListMetric metric, ISlice slice) : IListMetric
{
    public string Name => metric.Name;

    public string Slice => slice.Name;

    public string Definition => metric.Definition;

    public MetricKind Kind => metric.Kind;

    public bool IsLowerBetter => metric.IsLowerBetter;

    public bool IsMeasuredIn(ProtocolKind protocol) => protocol.HeadlineMetric() == metric.Name;

    public double Value(in RankedList list, int cutoff)
    {
        double value = 0;
        Values(list, new ReadOnlySpan<int>(in cutoff), new Span<double>(ref value));
        return value;
    }

    public void Values(in RankedList list, ReadOnlySpan<int> cutoffs, Span<double> values)
    {
        values.Fill(double.NaN);
        if (!slice.HasUser(list))
            return;
        int[] hidden = new int[list.Relevant.Length];
        int count = 0;
        foreach (int item in list.Relevant)
            if (slice.HasItem(item))
                hidden[count++] = item;
        if (count > 0)
            metric.Values(new RankedList(list.Items, [], hidden.AsSpan(0, count), []), cutoffs, values);
    }
}
