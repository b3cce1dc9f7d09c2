using RecPipeline.GpuWorker.Configuration;
using RecPipeline.GpuWorker.Dsstne;
using RecPipeline.GpuWorker.HandOff;
using RecPipeline.GpuWorker.ModelFiles;

namespace RecPipeline.GpuWorker.Commands;

/// <summary>A filter in the form of a hand-off: a user's items and seen items, of every role, are hidden.</summary>
internal sealed class HandOffFilter
{
    private readonly Dictionary<int, int[]> _hidden = [];

    /// <exception cref="ConfigurationException">It is no hand-off of the model's items.</exception>
    public HandOffFilter(string folder, TrainedModel model)
    {
        var reader = new HandOffReader(folder);
        model.CheckServes(reader.Manifest, folder);
        foreach (var file in reader.Manifest.Files)
        {
            var rows = reader.Part(file);
            for (int row = 0; row < rows.Users.Length; row++)
                _hidden[rows.Users[row]] = [.. rows.Input.RowIndices(row).ToArray().Union(Hidden(rows, row)).Order()];
        }
    }

    public HandOffRows AddTo(HandOffRows rows)
    {
        int[][] seen = [.. rows.Users.Select((_, row) => Hidden(rows, row).Order().ToArray())];
        return rows with { Seen = TextHandOff.Matrix(rows.Input.Columns, seen, null) };
    }

    // What the row's user has seen, and what is hidden from them so far.
    private IEnumerable<int> Hidden(HandOffRows rows, int row) =>
        rows.Seen.RowIndices(row).ToArray().Union(_hidden.GetValueOrDefault(rows.Users[row], []));
}
