namespace RecPipeline.Models.TopN;

/// <summary>Blends lists by the z-scores of their items. One thread's workspace.</summary>
/// <remarks>
/// The candidates are the union of all lists. z = (score − mean) / sd over the list's own rows (0 where sd is 0); an item that a list lacks
/// gets that list's lowest z. Score = Σ weight·z in the order of the lists. Weights are scaled so that those that take part add up to
/// <paramref name="totalWeight"/>: a model without a list leaves the scale as it is.
/// Example: scores 3 1 (z 1 −1) with weight 1 and scores 9 5 of other items give both first items 1 − weight₂ and weight₂ − 1.
/// </remarks>
/// <param name="items">Size of the catalogue.</param>
/// <param name="totalWeight">Sum of the weights of all models of the blend.</param>
public sealed class ZScoreBlend(int items, double totalWeight)
{
    private readonly int[] _place = new int[items]; // place in the union + 1; 0 is absent
    private readonly List<int> _union = [];
    private readonly List<double> _sums = [];
    private double[] _z = [];
    private double _weightSum;

    /// <summary>Starts a user: the union of the items of every list that takes part.</summary>
    public void Start(IEnumerable<(CandidateList List, double Weight)> parts)
    {
        ArgumentNullException.ThrowIfNull(parts);
        Forget();
        foreach (var (list, weight) in parts)
        {
            _weightSum += weight;
            foreach (int item in list.Items)
                Admit(item);
        }
        if (_z.Length < _union.Count)
            _z = new double[_union.Count];
    }

    /// <summary>Adds a list's z-scores to every candidate.</summary>
    public void Add(CandidateList list, double weight)
    {
        ArgumentNullException.ThrowIfNull(list);
        var (mean, sd) = Moments(list.Scores);
        double Z(float score) => sd == 0 ? 0 : (score - mean) / sd;
        _z.AsSpan(0, _union.Count).Fill(list.Count == 0 ? 0 : Z(list.Scores[^1]));
        for (int i = 0; i < list.Count; i++)
            _z[_place[list.Items[i]] - 1] = Z(list.Scores[i]);
        double scaled = weight * totalWeight / _weightSum;
        for (int i = 0; i < _union.Count; i++)
            _sums[i] += scaled * _z[i];
    }

    /// <summary>Writes the blended scores into a catalogue of −∞; <see cref="TopNSelector"/> does the rest.</summary>
    public void WriteTo(Span<float> scores)
    {
        scores.Fill(float.NegativeInfinity);
        for (int i = 0; i < _union.Count; i++)
            scores[_union[i]] = (float)_sums[i];
    }

    /// <summary>Gives the candidates with their blended scores.</summary>
    internal void WriteTo(CandidateBuffer buffer)
    {
        for (int i = 0; i < _union.Count; i++)
            buffer.Add(_union[i], (float)_sums[i]);
    }

    private void Forget()
    {
        foreach (int item in _union)
            _place[item] = 0;
        _union.Clear();
        _sums.Clear();
        _weightSum = 0;
    }

    private void Admit(int item)
    {
        if (_place[item] != 0)
            return;
        _union.Add(item);
        _sums.Add(0);
        _place[item] = _union.Count;
    }

    // Mean and population standard deviation, rows in order.
    private static (double Mean, double Sd) Moments(ReadOnlySpan<float> scores)
    {
        double sum = 0, squares = 0;
        foreach (float score in scores)
            sum += score;
        double mean = scores.IsEmpty ? 0 : sum / scores.Length;
        foreach (float score in scores)
            squares += (score - mean) * (score - mean);
        return (mean, scores.IsEmpty ? 0 : Math.Sqrt(squares / scores.Length));
    }
}

/// <summary>Blends lists of models by their z-scores and selects the best. One thread's workspace.</summary>
/// <param name="order">Order at ties.</param>
/// <param name="n">Rows of a blended list.</param>
/// <param name="totalWeight">Sum of the weights of all models of the blend, see <see cref="ZScoreBlend"/>.</param>
public sealed class Blender(ListOrder order, int n, double totalWeight)
{
    private readonly ZScoreBlend _blend = new(order.Items, totalWeight);
    private readonly CandidateBuffer _buffer = new(n);
    private readonly CandidateSorter _sorter = new(order);

    /// <summary>Replaces the content of <paramref name="into"/> by the best of all candidates.</summary>
    /// <param name="parts">Lists with weights above 0, in option order.</param>
    /// <param name="into">Room for n rows.</param>
    public void Blend(IReadOnlyList<(CandidateList List, double Weight)> parts, CandidateList into)
    {
        ArgumentNullException.ThrowIfNull(parts);
        ArgumentNullException.ThrowIfNull(into);
        _blend.Start(parts);
        foreach (var (list, weight) in parts)
            _blend.Add(list, weight);
        _buffer.Start(error: 0);
        _blend.WriteTo(_buffer);
        _buffer.Shrink();
        _sorter.Start();
        for (int i = 0; i < _buffer.Count; i++)
            _sorter.Add(_buffer.Items[i], _buffer.Scores[i]);
        _sorter.TakeBest(n, into);
    }
}
