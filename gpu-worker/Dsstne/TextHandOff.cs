using RecPipeline.GpuWorker.HandOff;
using RecPipeline.Models.Matrices;

namespace RecPipeline.GpuWorker.Dsstne;

/// <summary>DSSTNE's text as rows of a hand-off.</summary>
/// <param name="Samples">Label of each row.</param>
/// <param name="Rows">user_index, input and what to hide.</param>
/// <param name="UnknownItems">Entries whose item the index does not know; they are left out.</param>
internal sealed record TextHandOff(IReadOnlyList<string> Samples, HandOffRows Rows, int UnknownItems)
{
    /// <summary>Rows in the order of the text, numbered from 0.</summary>
    /// <param name="path">The text.</param>
    /// <param name="items">Index of the items.</param>
    /// <param name="readsValues">See <see cref="TextRows.Read"/>.</param>
    /// <param name="hidden">Items to hide by sample, or null.</param>
    public static TextHandOff Read(string path, LabelIndex items, bool readsValues, IReadOnlyDictionary<string, int[]>? hidden = null)
    {
        int unknown = 0;
        var rows = TextRows.Read(path, readsValues).ToArray();
        int[]?[] found = [.. rows.Select(row => Array.ConvertAll([.. row.Entries], entry => items.Find(entry.Label) ?? -1))];
        float[][] values = [.. rows.Select(
            (row, r) => row.Entries.Where((_, at) => found[r]![at] >= 0).Select(entry => entry.Value).ToArray())];
        for (int row = 0; row < rows.Length; row++)
        {
            unknown += found[row]!.Count(item => item < 0);
            found[row] = [.. found[row]!.Where(item => item >= 0)];
        }
        int[][] seen = [.. rows.Select(row => hidden?.GetValueOrDefault(row.Sample) ?? [])];
        var handOff = new HandOffRows(
            [.. Enumerable.Range(0, rows.Length)], Matrix(items.Count, found!, values),
            Matrix(items.Count, [.. rows.Select(_ => Array.Empty<int>())], null), Matrix(items.Count, seen, null));
        return new TextHandOff([.. rows.Select(row => row.Sample)], handOff, unknown);
    }

    /// <summary>A filter: items to hide by sample. An entry always hides, whatever value stands behind it.</summary>
    public static IReadOnlyDictionary<string, int[]> Filter(string path, LabelIndex items) =>
        TextRows.Read(path, readsValues: false).ToDictionary(
            row => row.Sample,
            row => row.Entries.Select(entry => items.Find(entry.Label)).OfType<int>().Order().ToArray(),
            StringComparer.Ordinal);

    public static SparseMatrix Matrix(int items, int[][] rows, float[][]? values) => SparseMatrix.FromTriples(
        rows.Length, items, [.. rows.SelectMany((row, r) => Enumerable.Repeat(r, row.Length))], [.. rows.SelectMany(row => row)],
        values is null ? [.. rows.SelectMany(row => row.Select(_ => 1f))] : [.. values.SelectMany(row => row)]);
}
