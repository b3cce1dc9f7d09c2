namespace RecPipeline.Models.Shaping;

/// <summary>How often each value of each rule stands in the list so far. One thread's workspace.</summary>
internal sealed class RuleCounts(ListShaping shaping)
{
    private readonly int[][] _most = [.. shaping.AtMost.Select(rule => new int[rule.ValueCount])];
    private readonly int[] _least = new int[shaping.AtLeast.Count];

    /// <summary>Rows that rules of at least so many still ask for, as if no item served two of them.</summary>
    public int Missing { get; private set; }

    public void Start()
    {
        foreach (int[] counts in _most)
            Array.Clear(counts);
        Array.Clear(_least);
        Missing = shaping.AtLeast.Sum(rule => rule.Count);
    }

    /// <summary>The rule that keeps an item out; null where it may come in.</summary>
    public string? Blocks(int item)
    {
        for (int rule = 0; rule < _most.Length; rule++)
            foreach (int value in shaping.AtMost[rule].ValuesOf(item))
                if (_most[rule][value] >= shaping.AtMost[rule].Count)
                    return shaping.AtMost[rule].Name;
        return null;
    }

    /// <summary>The first rule that still asks for items such as this one; null for none.</summary>
    public string? Asks(int item)
    {
        for (int rule = 0; rule < _least.Length; rule++)
            if (_least[rule] < shaping.AtLeast[rule].Count && !shaping.AtLeast[rule].ValuesOf(item).IsEmpty)
                return shaping.AtLeast[rule].Name;
        return null;
    }

    public void Add(int item)
    {
        for (int rule = 0; rule < _most.Length; rule++)
            foreach (int value in shaping.AtMost[rule].ValuesOf(item))
                _most[rule][value]++;
        for (int rule = 0; rule < _least.Length; rule++)
            if (!shaping.AtLeast[rule].ValuesOf(item).IsEmpty && ++_least[rule] <= shaping.AtLeast[rule].Count)
                Missing--;
    }
}
