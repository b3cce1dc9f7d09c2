using System.Globalization;

namespace RecPipeline.Models.Splitting;

/// <summary>What a run says about its protocols beside their names.</summary>
/// <param name="LikedThreshold">Lowest rating that is liked, on the scale of the data.</param>
/// <param name="LiangUsers">Test users of protocol liang; 0 for its default.</param>
public sealed record SplitRules(double LikedThreshold = SplitRules.Stars, int LiangUsers = 0)
{
    /// <summary>Where likes begin on a scale of five stars.</summary>
    public const double Stars = 4;

    /// <summary>A threshold as definitions print it: 4.0, 70.0, 0.25.</summary>
    internal static string Words(double threshold) => threshold.ToString("0.0###", CultureInfo.InvariantCulture);
}
