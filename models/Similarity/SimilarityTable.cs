using RecPipeline.Models.Matrices;
using RecPipeline.Models.Neighbours;

namespace RecPipeline.Models.Similarity;

/// <summary>Every candidate item with its best neighbours: the items whose presence in a history votes for it.</summary>
/// <remarks>
/// Row i lies at <c>offsets[i]..offsets[i + 1]</c>, best first: score descending (by the exact key), then item index.
/// Example, items 0 and 2 rated by the same 3 users, item 1 by nobody: offsets 0 1 1 2, neighbours 2 0, scores 1 1, commonUsers 3 3.
/// </remarks>
public sealed class SimilarityTable
{
    private readonly int[] _offsets, _neighbours, _commonUsers;
    private readonly float[] _scores;

    /// <exception cref="ArgumentException">Lengths disagree or a neighbour is no item.</exception>
    public SimilarityTable(int items, int[] offsets, int[] neighbours, float[] scores, int[] commonUsers)
    {
        ArgumentNullException.ThrowIfNull(offsets);
        ArgumentNullException.ThrowIfNull(neighbours);
        ArgumentNullException.ThrowIfNull(scores);
        ArgumentNullException.ThrowIfNull(commonUsers);
        if (offsets.Length != items + 1 || offsets[^1] != neighbours.Length
            || scores.Length != neighbours.Length || commonUsers.Length != neighbours.Length)
            throw new ArgumentException(
                $"A table of {items} items needs {items + 1} offsets ending at the number of neighbours; "
                + $"there are {offsets.Length} offsets, {neighbours.Length} neighbours, {scores.Length} scores "
                + $"and {commonUsers.Length} counts of common users.");
        foreach (int neighbour in neighbours)
            if ((uint)neighbour >= (uint)items)
                throw new ArgumentException($"Neighbour {neighbour} is outside [0, {items}), the items of the table.", nameof(neighbours));
        (Items, _offsets, _neighbours, _scores, _commonUsers) = (items, offsets, neighbours, scores, commonUsers);
    }

    public int Items { get; }

    public int Count => _neighbours.Length;

    public ReadOnlySpan<int> Offsets => _offsets;

    public ReadOnlySpan<int> Neighbours => _neighbours;

    public ReadOnlySpan<float> Scores => _scores;

    public ReadOnlySpan<int> CommonUsers => _commonUsers;

    public ReadOnlySpan<int> RowNeighbours(int item) => _neighbours.AsSpan(_offsets[item].._offsets[item + 1]);

    public ReadOnlySpan<float> RowScores(int item) => _scores.AsSpan(_offsets[item].._offsets[item + 1]);

    public ReadOnlySpan<int> RowCommonUsers(int item) => _commonUsers.AsSpan(_offsets[item].._offsets[item + 1]);
}

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
        var offsets = CsrOffsets.OfLengths(items, item => _rows[item]?.Length ?? 0);
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

/// <summary>The item-item table by any measure: the cosine by its own exact way, all others by sums over pairs.</summary>
public static class ItemSimilarity
{
    /// <exception cref="ArgumentOutOfRangeException">A parameter is outside its range.</exception>
    public static SimilarityTable Compute(SparseMatrix userItem, SimilarityParameters p, int threads, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(p);
        return p.Measure == SimilarityMeasure.Cosine
            ? CosineSimilarity.Compute(userItem, p, threads, cancellation)
            : PairSimilarity.Compute(userItem, p, threads, cancellation);
    }
}
