using RecPipeline.Models.Contract;
using RecPipeline.Models.Matrices;

namespace RecPipeline.Models.Content;

/// <summary>Items by their descriptions: those with the same categories are one kind, those with the same numbers one point, so that
/// likeness is found once for all of them.</summary>
/// <remarks>Example: 26,744 films have some 1,400 sets of genres and 120 years. Shared by all threads.</remarks>
internal sealed class ItemProfiles
{
    public ItemProfiles(SparseMatrix matrix, ReadOnlySpan<int> isCategory)
    {
        int[] categories = [.. Columns(isCategory, 1)], numbers = [.. Columns(isCategory, 0)];
        (KindOf, Kinds) = Distinct(matrix, categories);
        (PointOf, Points) = Distinct(matrix, numbers);
        KindsWith = Kinds.Transpose();
        Spreads = Array.ConvertAll(numbers, column => SpreadOf(matrix, column));
    }

    public int Items => KindOf.Length;

    /// <summary>[items] row of <see cref="Kinds"/>.</summary>
    public int[] KindOf { get; }

    /// <summary>[items] row of <see cref="Points"/>.</summary>
    public int[] PointOf { get; }

    /// <summary>[kinds × categories].</summary>
    public SparseMatrix Kinds { get; }

    /// <summary>[categories × kinds].</summary>
    public SparseMatrix KindsWith { get; }

    /// <summary>[points × numbers]; a number that is not there is missing.</summary>
    public SparseMatrix Points { get; }

    /// <summary>[numbers] standard deviation over the items that have the number; 1 where they do not differ.</summary>
    public double[] Spreads { get; }

    private static IEnumerable<int> Columns(ReadOnlySpan<int> isCategory, int wanted)
    {
        int[] flags = isCategory.ToArray();
        return Enumerable.Range(0, flags.Length).Where(column => flags[column] == wanted);
    }

    // The distinct rows of some columns in order of their first item.
    private static (int[] RowOf, SparseMatrix Rows) Distinct(SparseMatrix matrix, int[] columns)
    {
        var (seen, rowOf, offsets) = (new Dictionary<string, int>(), new int[matrix.Rows], new List<int> { 0 });
        var (indices, values) = (new List<int>(), new List<float>());
        for (int item = 0; item < matrix.Rows; item++)
        {
            var cells = Cells(matrix, item, columns);
            if (!seen.TryGetValue(string.Join(' ', cells), out rowOf[item]))
            {
                seen.Add(string.Join(' ', cells), rowOf[item] = seen.Count);
                indices.AddRange(cells.Select(cell => cell.Column));
                values.AddRange(cells.Select(cell => cell.Value));
                offsets.Add(indices.Count);
            }
        }
        return (rowOf, new SparseMatrix(columns.Length, [.. offsets], [.. indices], [.. values]));
    }

    private static List<(int Column, float Value)> Cells(SparseMatrix matrix, int item, int[] columns)
    {
        var cells = new List<(int Column, float Value)>();
        for (int at = 0; at < matrix.RowCount(item); at++)
            if (Array.BinarySearch(columns, matrix.RowIndices(item)[at]) is >= 0 and var column)
                cells.Add((column, matrix.RowValues(item)[at]));
        return cells;
    }

    private static double SpreadOf(SparseMatrix matrix, int column)
    {
        var values = new List<double>();
        for (int item = 0; item < matrix.Rows; item++)
            if (matrix.RowIndices(item).BinarySearch(column) is >= 0 and var at)
                values.Add(matrix.RowValues(item)[at]);
        double mean = values.Count == 0 ? 0 : values.Sum() / values.Count;
        double spread = values.Count == 0 ? 0 : Math.Sqrt(values.Sum(value => (value - mean) * (value - mean)) / values.Count);
        return spread > 0 ? spread : 1;
    }
}
