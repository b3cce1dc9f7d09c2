namespace RecPipeline.Jobs.Reporting.Page;

/// <summary>Maps values to per cent of a picture's width, with a few round ticks.</summary>
/// <example>Values .198 to .381: from .15 to .4, ticks .15 .2 .25 .3 .35 .4.</example>
internal sealed class Scale
{
    private const double Margin = 3; // per cent on either side, so that marks at the ends are whole

    private readonly double _low, _high;

    /// <param name="values">What must fit; what is not finite is left out.</param>
    /// <param name="intervals">About how many steps between ticks there is room for.</param>
    public Scale(IEnumerable<double> values, int intervals)
    {
        var finite = values.Where(double.IsFinite).DefaultIfEmpty(0).ToArray();
        var (low, high) = (finite.Min(), finite.Max());
        if (low == high)
            (low, high) = (low - Math.Max(Math.Abs(low), 1) / 2, high + Math.Max(Math.Abs(high), 1) / 2);
        double step = RoundStep((high - low) / intervals);
        long first = (long)Math.Floor(low / step), last = (long)Math.Ceiling(high / step);
        Ticks = [.. Enumerable.Range(0, (int)(last - first) + 1).Select(i => (first + i) * step)];
        (_low, _high) = (first * step, last * step);
        Decimals = Math.Max(0, (int)Math.Ceiling(-Math.Log10(step) - 1e-9));
    }

    public IReadOnlyList<double> Ticks { get; }

    /// <summary>How many decimals tell the ticks apart.</summary>
    public int Decimals { get; }

    public double Percent(double value) => Margin + (100 - 2 * Margin) * (value - _low) / (_high - _low);

    // The smallest of 1, 2, 2.5, 5, 10 times a power of ten that is not below the wanted step.
    private static double RoundStep(double wanted)
    {
        double power = Math.Pow(10, Math.Floor(Math.Log10(wanted)));
        return power * new[] { 1, 2, 2.5, 5, 10 }.First(factor => factor * power >= wanted * (1 - 1e-9));
    }
}
