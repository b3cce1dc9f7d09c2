namespace RecPipeline.Models.Generation;

/// <summary>Draws items with given weights at constant cost: the alias method.</summary>
/// <remarks>
/// Source: Walker, ACM TOMS 1977, with the setup of Vose, IEEE TSE 1991. Each of n equal cells holds at most two items and the share of the first.
/// </remarks>
internal sealed class ProposalTable
{
    private readonly float[] _share;
    private readonly int[] _alias;

    public ProposalTable(double[] weights)
    {
        (_share, _alias) = (new float[weights.Length], new int[weights.Length]);
        double mean = weights.Sum() / weights.Length;
        double[] scaled = [.. weights.Select(weight => weight / mean)];
        var (small, large) = (new Stack<int>(), new Stack<int>());
        for (int item = 0; item < scaled.Length; item++)
            (scaled[item] < 1 ? small : large).Push(item);
        while (small.Count > 0 && large.Count > 0)
            Pair(scaled, small, large);
        foreach (int item in small.Concat(large))
            (_share[item], _alias[item]) = (1, item);
    }

    /// <summary>The item that 64 uniform bits stand for.</summary>
    public int Item(ulong bits)
    {
        int cell = (int)(((bits >> 32) * (ulong)_alias.Length) >> 32);
        return (uint)bits * (1.0f / 4_294_967_296f) < _share[cell] ? cell : _alias[cell];
    }

    // Fills the small item's cell from a large one.
    private void Pair(double[] scaled, Stack<int> small, Stack<int> large)
    {
        int little = small.Pop(), big = large.Pop();
        (_share[little], _alias[little]) = ((float)scaled[little], big);
        scaled[big] -= 1 - scaled[little];
        (scaled[big] < 1 ? small : large).Push(big);
    }
}
