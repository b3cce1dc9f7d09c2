namespace RecPipeline.Models.TopN;

/// <summary>A list after its rules, and what each row owes to them.</summary>
/// <param name="list">The rows, best first.</param>
internal sealed class ShapedList(CandidateList list)
{
    private readonly string?[] _rules = new string?[list.Capacity];

    public CandidateList List => list;

    /// <summary>
    /// By row: the rule without which the best candidate that was left would stand here instead; null where it does stand here.
    /// </summary>
    public ReadOnlySpan<string?> Rules => _rules.AsSpan(0, list.Count);

    public void Add(int item, float score, string? rule)
    {
        _rules[list.Count] = rule;
        list.Add(item, score);
    }

    public void Copy(ShapedList other)
    {
        list.Copy(other.List, list.Capacity);
        other.Rules[..list.Count].CopyTo(_rules);
    }
}
