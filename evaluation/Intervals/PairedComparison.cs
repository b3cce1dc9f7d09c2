using RecPipeline.Models.Kernels;

namespace RecPipeline.Evaluation;

/// <summary>Mean of a − b over the users both have, with its 95 % interval.</summary>
/// <param name="MeanA">Mean of a over those users.</param>
/// <param name="MeanB">Mean of b over those users.</param>
/// <param name="Difference">Mean of a − b: above 0 where a is larger.</param>
/// <param name="Low">Lower bound of the difference.</param>
/// <param name="High">Upper bound of the difference.</param>
/// <param name="Users">Users who take part in both.</param>
/// <param name="UsersLeftOut">Users who take part in only one; they say nothing about the difference.</param>
/// <param name="P">Twice the smaller share of resampled differences on one side of 0, at most 1; NaN without users.</param>
public readonly record struct PairedResult(
    double MeanA, double MeanB, double Difference, double Low, double High, long Users, long UsersLeftOut, double P);

/// <summary>Compares two models on the same users: what differs between users cancels, so a small difference becomes visible.</summary>
public static class PairedComparison
{
    /// <param name="a">Per-user values of one metric for model a; NaN = does not take part.</param>
    /// <param name="b">The same users, in the same order, for model b.</param>
    /// <param name="seed">Of the bootstrap.</param>
    /// <exception cref="ArgumentException">Lengths disagree; the message gives both.</exception>
    public static PairedResult Compare(ReadOnlySpan<double> a, ReadOnlySpan<double> b, long seed)
    {
        if (a.Length != b.Length)
            throw new ArgumentException(
                $"Comparing in pairs: a has {a.Length} users, b has {b.Length}. Give both per-user values over the same users.");
        var differences = new double[a.Length];
        for (int user = 0; user < a.Length; user++)
            differences[user] = a[user] - b[user]; // NaN on either side stays NaN
        int[] users = Participants.Of(differences);
        var (low, high, p) = Bootstrap.OfMean(differences, seed);
        return new PairedResult(Mean(a, users), Mean(b, users), Mean(differences, users), low, high, users.Length, LeftOut(a, b), p);
    }

    private static double Mean(ReadOnlySpan<double> values, int[] users) =>
        BlockedSum.Sum(Participants.Pick(values, users)) / users.Length;

    private static int LeftOut(ReadOnlySpan<double> a, ReadOnlySpan<double> b)
    {
        int leftOut = 0;
        for (int user = 0; user < a.Length; user++)
            leftOut += double.IsNaN(a[user]) != double.IsNaN(b[user]) ? 1 : 0;
        return leftOut;
    }
}
