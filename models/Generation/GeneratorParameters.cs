namespace RecPipeline.Models.Generation;

/// <summary>The shape of a generated data set.</summary>
/// <param name="Users">Users, each with at least one rating.</param>
/// <param name="Items">Items in the catalogue; a few of the least popular may stay without a rating.</param>
/// <param name="Ratings">Rows in all.</param>
/// <param name="Seed">The same seed gives the same bytes.</param>
/// <param name="Drift">0: tastes stay; 1: over a user's time the taste turns into another one.</param>
public sealed record GeneratorParameters(int Users, int Items, long Ratings, long Seed = 1, double Drift = 0)
{
    /// <summary>The shape of MovieLens-20M.</summary>
    public static readonly GeneratorParameters MovieLens20M = new(138_493, 26_744, 20_000_263);

    /// <exception cref="ArgumentException">The shape is impossible; the message says which numbers collide.</exception>
    public void Check()
    {
        if (Users < 1 || Items < 10)
            throw new ArgumentException($"A data set needs at least 1 user and 10 items; {Users} and {Items} were asked for.");
        if (Ratings < Users || Ratings > (long)Users * MostPerUser)
            throw new ArgumentException(
                $"{Ratings:N0} ratings do not fit {Users:N0} users and {Items:N0} items: "
                + $"each user has from 1 to {MostPerUser:N0} (a third of the items).");
        if (!(Drift >= 0 && Drift <= 1))
            throw new ArgumentException($"The drift is {Drift}; it must be from 0 to 1.");
    }

    /// <summary>The most ratings of one user: a third of the catalogue, at most 9,300 as in MovieLens-20M.</summary>
    public int MostPerUser => Math.Min(9_300, Items / 3);
}
