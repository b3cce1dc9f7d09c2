using System.Numerics;
using RecPipeline.Models.Matrices;
using RecPipeline.Models.Neighbours;

namespace RecPipeline.Models.Similarity;

/// <summary>An entry of a candidate's row before all blocks of neighbours are known.</summary>
/// <param name="Candidate">Item index.</param>
/// <param name="Item">The neighbour.</param>
/// <param name="Common">Users who have both.</param>
/// <param name="Score">As it is written.</param>
/// <param name="Key">What entries are ordered by, up to rounding.</param>
/// <param name="Dot">
/// What decides where keys are as good as equal, with <paramref name="Norm"/>; both 0 where the key decides alone.
/// </param>
/// <param name="Norm">Squared norm of the neighbour.</param>
public readonly record struct TileEntry(int Candidate, int Item, int Common, float Score, double Key, long Dot, long Norm);

/// <summary>
/// The item-item cosine in tiles: candidates of one block of items, neighbours of another. Merged, they are the rows of
/// <see cref="CosineSimilarity"/>.
/// </summary>
/// <remarks>
/// Item i is in block i mod blocks, which mixes popular and rare items. A tile has all cells of the items of its two blocks, so norms are
/// whole and sums run over users ascending, as over the whole matrix: every entry has the same bits. Cost of all tiles: that of the whole;
/// each cell is in as many tiles as there are blocks.
/// </remarks>
public static class CosineTiles
{
    /// <summary>True when the whole matrix can be counted in exact integers; a tile alone could not tell.</summary>
    /// <param name="largest">Largest absolute value of a cell.</param>
    /// <param name="areWhole">Every value times the scale is a whole number.</param>
    /// <param name="users">Rows of the matrix.</param>
    /// <param name="p">Parameters.</param>
    public static bool IsExact(float largest, bool areWhole, int users, SimilarityParameters p)
    {
        ArgumentNullException.ThrowIfNull(p);
        return p.Values == SimilarityValues.Binary
            ? CosineScale.IsBounded(1, 1, users)
            : areWhole && CosineScale.IsBounded(largest, p.RatingScale, users);
    }

    /// <summary>The best k of the second block's items for each candidate of the first, and the other way round.</summary>
    /// <param name="cells">Cells of both blocks.</param>
    /// <param name="blocks">How many there are; the tile's are <c>first</c> and <c>second</c>, which may be the same.</param>
    /// <param name="first">A block.</param>
    /// <param name="second">A block.</param>
    /// <param name="p">Parameters.</param>
    /// <param name="isExact">What <see cref="IsExact"/> said.</param>
    /// <param name="cancellation">Looked at before each candidate.</param>
    public static IReadOnlyList<TileEntry> Compute(
        TileCells cells, int blocks, int first, int second, SimilarityParameters p, bool isExact, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(cells);
        ArgumentNullException.ThrowIfNull(p);
        p.Check();
        int scale = p.Values == SimilarityValues.Binary ? 1 : p.RatingScale;
        return isExact
            ? new Tile<long>(cells, p, value => (long)((double)value * scale), p.Shrinkage * scale * scale)
                .Entries(blocks, first, second, cancellation)
            : new Tile<double>(cells, p, value => value, p.Shrinkage).Entries(blocks, first, second, cancellation);
    }

    /// <summary>The best k entries of one candidate, best first: score descending (by the exact key), then item.</summary>
    public static TileEntry[] Best(ReadOnlySpan<TileEntry> entries, int k)
    {
        TileEntry[] all = entries.ToArray();
        Array.Sort(all, (a, b) => a.Item == b.Item ? 0 : Of(a).Before(Of(b)) ? -1 : 1);
        return all[..Math.Min(k, all.Length)];
    }

    private static Neighbour Of(in TileEntry entry) => new(entry.Item, entry.Common, entry.Key, entry.Dot, entry.Norm);

    private sealed class Tile<T>(TileCells cells, SimilarityParameters p, Func<float, T> convert, double scaledShrinkage)
        where T : struct, INumber<T>
    {
        private readonly CosineValues<T> _values = CosineValues<T>.Of(
            p.Values == SimilarityValues.Binary ? cells.Matrix.Binary() : cells.Matrix, convert);
        private readonly List<TileEntry> _entries = [];

        public List<TileEntry> Entries(int blocks, int first, int second, CancellationToken cancellation)
        {
            bool[] inFirst = [.. cells.Items.Select(item => item % blocks == first)];
            bool[] inSecond = [.. cells.Items.Select(item => item % blocks == second)];
            Add(inFirst, inSecond, cancellation);
            if (first != second)
                Add(inSecond, inFirst, cancellation);
            return _entries;
        }

        private void Add(bool[] candidates, bool[] neighbours, CancellationToken cancellation)
        {
            var scorer = new CosineScorer<T>(_values, p, scaledShrinkage);
            var row = new CosineRow<T>(_values.Among(neighbours, convert), scorer, p.K);
            for (int candidate = 0; candidate < candidates.Length; candidate++)
            {
                cancellation.ThrowIfCancellationRequested();
                foreach (var found in candidates[candidate] ? row.Select(candidate) : [])
                    _entries.Add(new TileEntry(
                        cells.Items[candidate], cells.Items[found.Item], found.Common, scorer.Score(candidate, found),
                        found.Key, found.Dot, found.Norm));
            }
        }
    }
}

/// <summary>Some items with all their cells, users and items numbered anew in the order of their indices.</summary>
/// <param name="Items">Index of each column, ascending.</param>
/// <param name="Matrix">[users of these items × items].</param>
/// <example>Cells (user 7, item 4) and (user 9, item 2): Items 2 4, Matrix rows {1}, {0}.</example>
public sealed record TileCells(int[] Items, SparseMatrix Matrix)
{
    /// <summary>From cells in order of user, then item.</summary>
    /// <exception cref="ArgumentException">They are in another order, or a cell occurs twice.</exception>
    public static TileCells Of(ReadOnlySpan<int> user, ReadOnlySpan<int> item, ReadOnlySpan<float> value)
    {
        int[] items = [.. item.ToArray().Distinct().Order()];
        var (offsets, indices) = (new List<int>(), new int[item.Length]);
        for (int cell = 0; cell < item.Length; cell++)
        {
            if (cell == 0 || user[cell] != user[cell - 1])
                offsets.Add(cell);
            if (cell > 0 && user[cell] < user[cell - 1])
                throw new ArgumentException(
                    $"User {user[cell]} comes after user {user[cell - 1]}; cells must be in order of user, then item.", nameof(user));
            indices[cell] = Array.BinarySearch(items, item[cell]);
        }
        offsets.Add(item.Length);
        return new TileCells(items, new SparseMatrix(items.Length, [.. offsets], indices, value.ToArray()));
    }
}
