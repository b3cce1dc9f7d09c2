using RecPipeline.Models.Shaping;

namespace RecPipeline.Models.TopN;

/// <summary>
/// What a candidate is worth for the next row: its score, less its likeness to the rows above, less what it does to the mix.
/// </summary>
/// <remarks>
/// (1 − d − c)·score − d·max likeness − c·divergence, the score scaled to [0, 1] over the pool. With c = 0 it is MMR (Carbonell,
/// Goldstein 1998) with λ = 1 − d, with d = 0 Steck's calibration with λ = c; each row takes the candidate of the most worth, ties the
/// better scored.
/// Cost of a row: pool · (features of the rows above + features of the history). One thread's workspace.
/// </remarks>
internal sealed class TasteObjective(TasteRule rule)
{
    private readonly FeatureMix _mix = new(rule);
    private double[] _likeness = [];
    private float _lowest, _range;

    /// <summary>As rows that it moves say.</summary>
    public string Name { get; } = rule.Calibration == 0 ? "diversity" : rule.Diversity == 0 ? "calibration" : "diversity, calibration";

    /// <summary>Candidates that it compares.</summary>
    public int Pool { get; private set; }

    public void Start(CandidateList candidates, History history)
    {
        Pool = Math.Min(rule.Pool, candidates.Count);
        if (_likeness.Length < Pool)
            _likeness = new double[Pool];
        _likeness.AsSpan(0, Pool).Clear();
        _mix.Start(history.Items, history.Ratings);
        _lowest = Pool == 0 ? 0 : candidates.Scores[Pool - 1];
        _range = Pool == 0 ? 0 : candidates.Scores[0] - _lowest;
    }

    /// <summary>Takes a row into account.</summary>
    public void Add(CandidateList candidates, int item)
    {
        _mix.Add(item);
        for (int at = 0; at < Pool && rule.Diversity > 0; at++)
            _likeness[at] = Math.Max(_likeness[at], rule.Likeness(item, candidates.Items[at]));
    }

    public double Worth(CandidateList candidates, int at)
    {
        double score = _range > 0 ? ((double)candidates.Scores[at] - _lowest) / _range : 0;
        return ((1 - rule.Diversity - rule.Calibration) * score) - (rule.Diversity * _likeness[at])
            - (rule.Calibration == 0 ? 0 : rule.Calibration * _mix.With(candidates.Items[at]));
    }
}
