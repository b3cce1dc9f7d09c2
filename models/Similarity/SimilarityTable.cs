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
