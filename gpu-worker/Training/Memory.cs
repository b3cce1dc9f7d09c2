using RecPipeline.GpuWorker.Configuration;
using RecPipeline.Models.Autoencoder;

namespace RecPipeline.GpuWorker.Training;

/// <summary>Refuses a run that cannot fit before it has done any work.</summary>
internal static class Memory
{
    // The network on the device, the start, the best so far, and what a checkpoint gathers.
    private const int Copies = 4;

    /// <exception cref="ConfigurationException">The run would need more memory than there is, or a matrix longer than an array;
    /// the message says how much.</exception>
    public static void Check(NetworkDefinition definition, TrainingConfig training)
    {
        CheckLengths(definition);
        Check(Needed(definition, training), GC.GetGCMemoryInfo().TotalAvailableMemoryBytes, definition);
    }

    internal static void Check(double needed, double available, NetworkDefinition definition)
    {
        if (needed > available)
            throw new ConfigurationException(
                $"Training {definition.Items:N0} items needs about {needed / (1 << 30):0.0} GiB, "
                    + $"this process may use {available / (1 << 30):0.0} GiB. Lower N of the hidden layers or BatchSize, "
                    + "use an optimiser with less state, or drop rare items (clean.minItemRatings).");
    }

    private static void CheckLengths(NetworkDefinition definition)
    {
        for (int layer = 0; layer < definition.Layers.Count; layer++)
            if ((long)definition.Inputs(layer) * definition.Layers[layer].Units is var weights && weights > NetworkWeights.LongestArray)
                throw new ConfigurationException(
                    $"Layer '{definition.Layers[layer].Name}' would have "
                        + $"{definition.Inputs(layer):N0} × {definition.Layers[layer].Units:N0} = {weights:N0} weights, "
                        + $"a matrix can hold {NetworkWeights.LongestArray:N0}. Lower N, or drop rare items (clean.minItemRatings).");
    }

    internal static double Needed(NetworkDefinition definition, TrainingConfig training)
    {
        double weights = Enumerable.Range(0, definition.Layers.Count)
            .Sum(layer => (definition.Inputs(layer) + 1.0) * definition.Layers[layer].Units);
        double shares = Math.Min(32, definition.Items / 512 + 1) * (double)training.BatchSize * definition.Layers[^2].Units;
        return 4 * ((weights * (Copies + training.Rule.StateArrays * 2)) + shares);
    }
}
