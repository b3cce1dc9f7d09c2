using RecPipeline.Models.Autoencoder;
using RecPipeline.Models.Matrices;

namespace RecPipeline.GpuWorker.OpenCl;

/// <summary>
/// Masks as kernels take them: key and threshold of <see cref="HashMasks"/>, or keeps of any other masks, asked here one by one and sent.
/// </summary>
internal sealed class DeviceMasks(OpenClDevice device, NetworkDefinition definition) : IDisposable
{
    private static readonly HashMask Everything = new(0, 0);

    private readonly GrowingBuffer _keeps = new(device);

    /// <summary>Arguments for the stored items of a step, in the order of the batch.</summary>
    public object[] OfInputs(SparseMatrix data, ReadOnlySpan<int> rows, in StepSettings step)
    {
        if (definition.Denoising == 0 || step.Masks is HashMasks)
            return Drawn(definition.Denoising == 0 ? Everything : ((HashMasks)step.Masks).Inputs(step.Epoch));
        var keeps = new List<float>();
        foreach (int row in rows)
            for (int entry = 0; entry < data.RowCount(row); entry++)
                keeps.Add(step.Masks.KeepsInput(step.Epoch, row, entry, data.RowIndices(row)[entry]) ? 1 : 0);
        return Given([.. keeps]);
    }

    /// <summary>Arguments for a hidden layer, [rows × units].</summary>
    public object[] OfUnits(int layer, int rows, in StepSettings step)
    {
        if (step.Masks is HashMasks masks)
            return Drawn(masks.Units(step.Update, layer));
        int units = definition.Layers[layer].Units;
        var keeps = new float[rows * units];
        for (int i = 0; i < keeps.Length; i++)
            keeps[i] = step.Masks.KeepsUnit(step.Update, layer, i / units, i % units) ? 1 : 0;
        return Given(keeps);
    }

    public void Dispose() => _keeps.Dispose();

    private object[] Drawn(HashMask mask) => [mask.Key, mask.Threshold, _keeps.Buffer, 0];

    private object[] Given(float[] keeps)
    {
        device.Send<float>(_keeps.For(keeps.Length), keeps);
        return [0UL, 0U, _keeps.Buffer, 1];
    }
}
