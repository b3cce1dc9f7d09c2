namespace RecPipeline.Jobs.Stages;

/// <summary>
/// Searches weights by coordinate ascent: the best single model first, then one weight after the other, until none gets better.
/// </summary>
/// <remarks>
/// Weights are quarters from 0 to 1. Costs about 5 · models² trials where a whole grid would have 5^models. Deterministic: of equal means
/// the first tried stays.
/// </remarks>
internal static class BlendSearch
{
    private const int MaxSweeps = 10;
    private static readonly double[] Steps = [0, 0.25, 0.5, 0.75, 1];

    /// <param name="models">How many weights; with none the mean is that of no weights at all.</param>
    /// <param name="meansOf">The mean of each of some points, to be made as large as can be.</param>
    public static (double[] Weights, double Mean) Run(int models, Func<double[][], double[]> meansOf)
    {
        ArgumentNullException.ThrowIfNull(meansOf);
        if (models == 0)
            return ([], meansOf([[]])[0]);
        var best = Best([.. Enumerable.Range(0, models).Select(model => With(new double[models], model, 1))], meansOf);
        for (int sweep = 0; sweep < MaxSweeps; sweep++)
        {
            double before = best.Mean;
            for (int model = 0; model < models; model++)
            {
                var found = Best([.. Steps.Select(step => With(best.Weights, model, step)).Where(point => point.Any(weight => weight > 0))],
                    meansOf);
                if (found.Mean > best.Mean)
                    best = found;
            }
            if (best.Mean <= before)
                break;
        }
        return best;
    }

    // The first of the largest.
    private static (double[] Weights, double Mean) Best(double[][] points, Func<double[][], double[]> meansOf)
    {
        double[] means = meansOf(points);
        int at = Array.IndexOf(means, means.Max());
        return (points[at], means[at]);
    }

    private static double[] With(double[] weights, int model, double weight)
    {
        var point = (double[])weights.Clone();
        point[model] = weight;
        return point;
    }
}
