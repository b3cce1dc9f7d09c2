namespace RecPipeline.Models.Similarity;

/// <summary>Collects the rows of a similarity table in any order, k places for each item, and packs them in item order.</summary>
internal sealed class SimilarityRows(int items, int k)
{
    private readonly Neighbour[]?[] _rows = new Neighbour[items][];

    public void Set(int item, ReadOnlySpan<Neighbour> neighbours) => _rows[item] = neighbours[..Math.Min(k, neighbours.Length)].ToArray();

    public ReadOnlySpan<Neighbour> Of(int item) => _rows[item];

    /// <summary>Takes the rows for those of sources and gives the rows of candidates: who is among the best of whom, in order.</summary>
    /// <param name="remake">(candidate, source, entry of the source's row) gives the entry of the candidate's row.</param>
    public SimilarityRows TurnedAround(Func<int, int, Neighbour, Neighbour> remake)
    {
        var turned = new List<Neighbour>[items];
        for (int source = 0; source < items; source++)
            foreach (var neighbour in _rows[source] ?? [])
                (turned[neighbour.Item] ??= []).Add(remake(neighbour.Item, source, neighbour));
        var rows = new SimilarityRows(items, int.MaxValue);
        for (int candidate = 0; candidate < items; candidate++)
        {
            Neighbour[] row = [.. turned[candidate] ?? []];
            Array.Sort(row, (a, b) => a.Item == b.Item ? 0 : a.Before(b) ? -1 : 1);
            rows.Set(candidate, row);
        }
        return rows;
    }

    public SimilarityTable ToTable(Func<int, Neighbour, float> score)
    {
        var offsets = new int[items + 1];
        for (int item = 0; item < items; item++)
            offsets[item + 1] = checked(offsets[item] + (_rows[item]?.Length ?? 0));
        var (neighbours, scores, common) = (new int[offsets[^1]], new float[offsets[^1]], new int[offsets[^1]]);
        for (int item = 0; item < items; item++)
            for (int at = offsets[item]; at < offsets[item + 1]; at++)
            {
                var neighbour = _rows[item]![at - offsets[item]];
                (neighbours[at], scores[at], common[at]) = (neighbour.Item, score(item, neighbour), neighbour.Common);
            }
        return new SimilarityTable(items, offsets, neighbours, scores, common);
    }
}
