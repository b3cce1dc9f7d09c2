using RecPipeline.Models.Autoencoder;
using RecPipeline.Models.Matrices;

namespace RecPipeline.GpuWorker.Tests.BackEnds;

/// <summary>Small networks and data for checks of back ends.</summary>
internal static class Networks
{
    /// <summary>Every loss with every activation that it goes with.</summary>
    public static IEnumerable<(ErrorFunction Loss, Activation Output)> Pairs =>
        from loss in Enum.GetValues<ErrorFunction>()
        from output in Enum.GetValues<Activation>()
        where IsAllowed(loss, output)
        select (loss, output);

    public static NetworkDefinition Define(
        int items, ErrorFunction loss, Activation output, Activation hidden = Activation.Tanh, params int[] units) => new()
    {
        Layers =
        [
            .. units.Select((n, at) => new LayerDefinition($"Hidden{at + 1}", n, Rule(hidden))),
            new LayerDefinition("Output", items, Rule(output)),
        ],
        Loss = Loss(loss, output),
    };

    // Margins that leave some units on each side, none near the edge of the dead zone for random weights.
    public static LossRule Loss(ErrorFunction loss, Activation output) => loss switch
    {
        ErrorFunction.ScaledMarginalCrossEntropy when output == Activation.SoftMax => new LossRule(loss, 0.35, 0, 1.7, 1),
        ErrorFunction.ScaledMarginalCrossEntropy or ErrorFunction.DataScaledMarginalCrossEntropy => new LossRule(loss, 0.8, 0.2, 2.5, 0.5),
        _ => new LossRule(loss),
    };

    public static ActivationRule Rule(Activation kind) => new(kind, Slope: 0.2f, Alpha: kind == Activation.Selu ? 1.67326f : 0.7f);

    public static NetworkWeights Weights(NetworkDefinition definition, int seed, double scale = 0.6)
    {
        var (weights, random) = (NetworkWeights.Zero(definition), new Random(seed));
        foreach (float[] array in weights.Arrays)
            for (int i = 0; i < array.Length; i++)
                array[i] = (float)((random.NextDouble() - 0.5) * 2 * scale);
        return weights;
    }

    public static SparseMatrix Data(int seed, int rows, int items, double density)
    {
        var random = new Random(seed);
        var cells = (from row in Enumerable.Range(0, rows) from item in Enumerable.Range(0, items) select (row, item)).Where(_ => random.NextDouble() < density).ToArray();
        return SparseMatrix.FromTriples(rows, items, [.. cells.Select(c => c.row)], [.. cells.Select(c => c.item)], [.. cells.Select(_ => random.Next(1, 5) / 2f)]);
    }

    public static StepSettings Step(NetworkDefinition definition, double rate = 0.1, long update = 0) => new(update, 0, rate, new HashMasks(definition, 7));

    private static bool IsAllowed(ErrorFunction loss, Activation output)
    {
        var layers = new[] { new LayerDefinition("Hidden", 2, new ActivationRule(Activation.Tanh)), new LayerDefinition("Output", 3, new ActivationRule(output)) };
        try
        {
            new NetworkDefinition { Layers = layers, Loss = Loss(loss, output) }.Checked();
            return true;
        }
        catch (ArgumentException)
        {
            return false; // a pair that the network refuses: NetworkDefinitionTests has its messages
        }
    }
}
