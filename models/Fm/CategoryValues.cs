using RecPipeline.Models.Contract;

namespace RecPipeline.Models.Fm;

/// <summary>The categories of each item, whose values together have length 1: 1 / √k each of k.</summary>
/// <param name="features">Numbers among them, such as years, are left out.</param>
internal sealed class CategoryValues(Features features)
{
    private readonly int[][] _categories =
    [
        .. Enumerable.Range(0, features.Matrix.Rows)
            .Select(item => Array.FindAll(features.Matrix.RowIndices(item).ToArray(), features.IsCategory)),
    ];

    /// <summary>How many categories there may be.</summary>
    public int Count => features.Names.Count;

    /// <summary>Categories of an item.</summary>
    public int[] Of(int item) => _categories[item];

    /// <summary>The value of each category of an item.</summary>
    public float ValueOf(int item) => 1 / MathF.Sqrt(_categories[item].Length);

    public bool Any(int item) => _categories[item].Length > 0;
}
