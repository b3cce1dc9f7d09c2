using RecPipeline.Evaluation;
using RecPipeline.Jobs.Configuration;
using RecPipeline.Jobs.Models;
using RecPipeline.Jobs.Running;
using RecPipeline.Models.Contract;
using RecPipeline.Models.Matrices;

namespace RecPipeline.Jobs.Stages.Evaluate;

/// <summary>The categories of items: what calibration is measured by, and what results may be sliced by.</summary>
/// <param name="Matrix">[items × categories] ones; null where no item has any.</param>
/// <param name="Sliced">Categories with a slice of their own.</param>
internal sealed record ItemCategories(SparseMatrix? Matrix, Category[] Sliced)
{
    private const int MostOfFeature = 30;

    /// <exception cref="UsageException"><c>evaluate.slices</c> names what no item has.</exception>
    public static ItemCategories Of(StageContext context)
    {
        var features = TrainingReading.ItemFeatures(context)
            ?? new Features(new SparseMatrix(0, new int[context.ItemCount() + 1], [], []), []);
        int[] columns = [.. Enumerable.Range(0, features.Names.Count).Where(features.IsCategory)];
        string[] names = [.. columns.Select(column => features.Names[column])];
        var matrix = Ones(features.Matrix, columns);
        var wanted = context.Options.Evaluate.Slices.Except(EvaluateOptions.OwnSlices);
        return new ItemCategories(
            columns.Length == 0 ? null : matrix, [.. wanted.SelectMany(feature => Largest(feature, names, matrix))]);
    }

    // The categories of a feature with the most items, in the order of their names.
    private static IEnumerable<Category> Largest(string feature, string[] names, SparseMatrix matrix)
    {
        var items = new int[names.Length];
        foreach (int column in matrix.Indices)
            items[column]++;
        Category[] all = [.. names.Select((name, column) => new Category(column, name)).Where(each => FeatureOf(each.Name) == feature)];
        return all.Length > 0
            ? all.OrderByDescending(each => items[each.Column]).ThenBy(each => each.Column).Take(MostOfFeature).OrderBy(each => each.Column)
            : throw new UsageException(
                $"Evaluating: evaluate.slices names '{feature}', but no item has such a feature. Slices are "
                + $"{string.Join(", ", EvaluateOptions.OwnSlices.Concat(names.Select(FeatureOf).Distinct()))}.");
    }

    private static string FeatureOf(string name) => name[..name.IndexOf('=', StringComparison.Ordinal)];

    private static SparseMatrix Ones(SparseMatrix matrix, int[] columns)
    {
        var cells = Enumerable.Range(0, matrix.Rows).SelectMany(
            row => matrix.RowIndices(row).ToArray().Select(column => (Row: row, Column: Array.BinarySearch(columns, column)))
                .Where(cell => cell.Column >= 0)).ToArray();
        return SparseMatrix.FromTriples(
            matrix.Rows, columns.Length, Array.ConvertAll(cells, cell => cell.Row), Array.ConvertAll(cells, cell => cell.Column),
            [.. Enumerable.Repeat(1f, cells.Length)]);
    }
}
