using RecPipeline.Models.Autoencoder;

namespace RecPipeline.GpuWorker.Training;

/// <summary>Stops a run that no longer learns, and names the layer.</summary>
internal static class Divergence
{
    /// <summary>Loss per user may grow to this multiple of the first epoch's.</summary>
    private const double Limit = 10;

    /// <exception cref="PipelineException">The loss is NaN or infinite.</exception>
    public static void CheckLoss(StepLoss loss, long update, NetworkDefinition definition, INetwork network)
    {
        if (double.IsFinite(loss.Data) && double.IsFinite(loss.Sparseness))
            return;
        throw new PipelineException(
            ExitCode.Failed,
            $"Update {update + 1}: the loss is {loss.Data + loss.Sparseness}. "
                + $"{Where(definition, network)} Lower the learning rate (alpha) and train again.");
    }

    /// <exception cref="PipelineException">The epoch's loss has grown tenfold.</exception>
    public static void CheckEpoch(double loss, double first, int epoch, NetworkDefinition definition, INetwork network)
    {
        if (loss > Limit * first && first > 0)
            throw new PipelineException(
                ExitCode.Failed,
                $"Epoch {epoch + 1}: the loss per user is {loss:0.###}, {Limit} times that of the first epoch ({first:0.###}): "
                    + $"training diverges. {Where(definition, network)} Lower the learning rate (alpha) and train again.");
    }

    // The first layer with a number that is none, else the one with the largest weight.
    private static string Where(NetworkDefinition definition, INetwork network)
    {
        var weights = NetworkWeights.Zero(definition);
        network.CopyTo(weights, null);
        for (int layer = 0; layer < weights.Layers; layer++)
            if (Broken(weights.Matrix(layer)) is var at and >= 0)
                return $"Layer '{definition.Layers[layer].Name}', weights of unit {at % definition.Layers[layer].Units}: "
                    + $"{weights.Matrix(layer)[at]}.";
            else if (Broken(weights.Bias(layer)) is var unit and >= 0)
                return $"Layer '{definition.Layers[layer].Name}', bias of unit {unit}: {weights.Bias(layer)[unit]}.";
        int largest = Enumerable.Range(0, weights.Layers).MaxBy(layer => Largest(weights, layer));
        return $"Layer '{definition.Layers[largest].Name}' has the largest weight, {Largest(weights, largest):0.###}.";
    }

    private static int Broken(float[] values) => Array.FindIndex(values, value => !float.IsFinite(value));

    private static float Largest(NetworkWeights weights, int layer) => weights.Matrix(layer).Concat(weights.Bias(layer)).Max(MathF.Abs);
}
