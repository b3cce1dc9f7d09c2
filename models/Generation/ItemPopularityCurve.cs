namespace RecPipeline.Models.Generation;

/// <summary>How often the item of each rank should be rated: a stretched exponential.</summary>
/// <remarks>
/// count(rank) = top · exp(−(rank / scale)^.445). MovieLens-20M: top 67,310 (48.6 % of the users), median 18 of 26,744 items, which gives
/// the scale 117.4. Other shapes keep scale / items; the top is what makes the counts add up, at most half of the users.
/// </remarks>
internal static class ItemPopularityCurve
{
    private const double Stretch = 0.445;
    private const double ScaleOfItems = 117.4 / 26_744;

    /// <returns>
    /// [items] expected counts by rank, descending; they add up to the number of ratings, unless the top would pass its limit.
    /// </returns>
    public static double[] Expected(GeneratorParameters p)
    {
        double scale = p.Items * ScaleOfItems;
        double[] shape = [.. Enumerable.Range(0, p.Items).Select(rank => Math.Exp(-Math.Pow((rank + 0.5) / scale, Stretch)))];
        double limit = 0.5 * p.Users, top = p.Ratings / shape.Sum();
        for (int round = 0; round < 60; round++)
            top *= p.Ratings / shape.Sum(each => Math.Min(limit, top * each));
        return [.. shape.Select(each => Math.Min(limit, top * each))];
    }
}
