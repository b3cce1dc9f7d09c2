using System.Globalization;

namespace RecPipeline.Jobs.Configuration;

/// <summary>
/// A metric as configuration names it: <c>protocol/model/metric@cutoff</c>, or without a cutoff <c>protocol/model/metric</c>.
/// </summary>
public sealed record GateMetric(string Protocol, string Model, string Metric, int Cutoff)
{
    public static bool TryParse(string text, out GateMetric? metric)
    {
        ArgumentNullException.ThrowIfNull(text);
        metric = null;
        string[] parts = text.Split('/');
        if (parts.Length != 3 || parts.Any(part => part.Length == 0))
            return false;
        string[] name = parts[2].Split('@');
        int cutoff = 0;
        if (name[0].Length == 0 || name.Length > 2
            || (name.Length == 2 && !int.TryParse(name[1], NumberStyles.None, CultureInfo.InvariantCulture, out cutoff)))
            return false;
        metric = new GateMetric(parts[0], parts[1], name[0], cutoff);
        return true;
    }

    public override string ToString() => $"{Protocol}/{Model}/{Metric}" + (Cutoff == 0 ? "" : $"@{Cutoff}");
}
