namespace RecPipeline.Models.TopN;

/// <summary>The weights that are tried when a blend is chosen: each model at 0, ¼, ½, ¾ or 1, at least one of them at 1, since only their ratios matter.</summary>
/// <remarks>Example, two models: (0, 1), (¼, 1), (½, 1), (¾, 1), (1, 0), (1, ¼), (1, ½), (1, ¾), (1, 1), in this order.</remarks>
public static class BlendGrid
{
    private static readonly double[] Steps = [0, 0.25, 0.5, 0.75, 1];

    /// <summary>All weights for some models, in a fixed order: 5^models − 4^models points, made one at a time.</summary>
    public static IEnumerable<double[]> For(int models) => All(models).Where(weights => weights.Contains(1));

    private static IEnumerable<double[]> All(int models) => models == 0
        ? [[]]
        : from first in Steps from rest in All(models - 1) select (double[])[first, .. rest];
}
