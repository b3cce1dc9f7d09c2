namespace RecPipeline.Models.Shaping;

/// <summary>Last rows of every list that are drawn among rarely rated items.</summary>
/// <param name="Rows">Of a list.</param>
/// <param name="Day">Days since 0001-01-01; another day draws anew.</param>
/// <param name="Seed">Of the run.</param>
/// <param name="Items">Items to draw from, ascending.</param>
public sealed record ExploreRule(int Rows, int Day, long Seed, int[] Items);

/// <summary>Last rows of every list for items that nobody has rated, by what describes them.</summary>
/// <param name="Rows">Of a list.</param>
/// <param name="Model">Name of the model that scores them.</param>
/// <param name="LikedThreshold">Ratings from here on are liked.</param>
/// <param name="Items">Items that nobody has rated, ascending.</param>
/// <param name="Offsets">[items of the catalogue + 1] where each item's features begin.</param>
/// <param name="Features">Places in <paramref name="Names"/>.</param>
/// <param name="Names">Such as <c>genres=Comedy</c>.</param>
public sealed record ColdRule(int Rows, string Model, double LikedThreshold, int[] Items, int[] Offsets, int[] Features, string[] Names)
{
    public ReadOnlySpan<int> FeaturesOf(int item) => Features.AsSpan(Offsets[item]..Offsets[item + 1]);
}
