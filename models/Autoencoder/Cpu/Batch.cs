using RecPipeline.Models.Matrices;

namespace RecPipeline.Models.Autoencoder.Cpu;

/// <summary>The rows of one step: what the network reads, and what it should say.</summary>
/// <remarks>
/// Row r has targets TargetOffsets[r] … and inputs InputOffsets[r] …; inputs are the targets that the mask keeps, scaled.
/// </remarks>
internal sealed class Batch
{
    public int Rows { get; private set; }

    public int[] TargetOffsets { get; private set; } = [0];

    public int[] InputOffsets { get; private set; } = [0];

    public List<int> TargetItems { get; } = [];

    public List<float> TargetValues { get; } = [];

    public List<int> InputItems { get; } = [];

    public List<float> InputValues { get; } = [];

    public int TargetCount(int row) => TargetOffsets[row + 1] - TargetOffsets[row];

    /// <summary>Reads rows of the training data with the step's mask.</summary>
    public void Load(NetworkDefinition definition, SparseMatrix data, ReadOnlySpan<int> rows, in StepSettings step)
    {
        Start(rows.Length);
        for (int r = 0; r < rows.Length; r++)
        {
            AddTargets(data, rows[r], definition.UsesValues);
            AddInputs(definition, data, rows[r], step);
            (TargetOffsets[r + 1], InputOffsets[r + 1]) = (TargetItems.Count, InputItems.Count);
        }
    }

    /// <summary>Reads rows first … end − 1 without a mask, as they are when the network is asked.</summary>
    public void Load(NetworkDefinition definition, SparseMatrix data, int first, int end)
    {
        Start(end - first);
        for (int row = first; row < end; row++)
        {
            float scale = Scale(definition, data, row);
            for (int entry = 0; entry < data.RowCount(row); entry++)
                Add(data.RowIndices(row)[entry], scale * Value(definition, data, row, entry));
            InputOffsets[row - first + 1] = InputItems.Count;
        }
    }

    /// <summary>What a row's stored values are multiplied with while training.</summary>
    public static float TrainingScale(NetworkDefinition definition, SparseMatrix data, int row) =>
        Scale(definition, data, row) * (float)(1 / (1 - definition.Denoising));

    private void Start(int rows)
    {
        Rows = rows;
        if (TargetOffsets.Length <= rows)
            (TargetOffsets, InputOffsets) = (new int[rows + 1], new int[rows + 1]);
        TargetItems.Clear();
        TargetValues.Clear();
        InputItems.Clear();
        InputValues.Clear();
    }

    private void AddTargets(SparseMatrix data, int row, bool usesValues)
    {
        TargetItems.AddRange(data.RowIndices(row));
        if (usesValues)
            TargetValues.AddRange(data.RowValues(row));
        else
            for (int entry = 0; entry < data.RowCount(row); entry++)
                TargetValues.Add(1);
    }

    private void AddInputs(NetworkDefinition definition, SparseMatrix data, int row, in StepSettings step)
    {
        float scale = TrainingScale(definition, data, row);
        var items = data.RowIndices(row);
        for (int entry = 0; entry < items.Length; entry++)
            if (definition.Denoising == 0 || step.Masks.KeepsInput(step.Epoch, row, entry, items[entry]))
                Add(items[entry], scale * Value(definition, data, row, entry));
    }

    private void Add(int item, float value)
    {
        InputItems.Add(item);
        InputValues.Add(value);
    }

    private static float Value(NetworkDefinition definition, SparseMatrix data, int row, int entry) =>
        definition.UsesValues ? data.RowValues(row)[entry] : 1;

    private static float Scale(NetworkDefinition definition, SparseMatrix data, int row)
    {
        if (!definition.NormalizeInput || data.RowCount(row) == 0)
            return 1;
        double square = 0;
        for (int entry = 0; entry < data.RowCount(row); entry++)
            square += Math.Pow(Value(definition, data, row, entry), 2);
        return square == 0 ? 1 : (float)(1 / Math.Sqrt(square));
    }
}
