using RecPipeline.Models.Descent;
using RecPipeline.Models.Kernels;
using RecPipeline.Models.Matrices;

namespace RecPipeline.Models.SvdPlusPlus;

/// <summary>Fits SVD++ by stochastic gradient descent: r̂ = mean + b_u + b_i + q_i · (p_u + |N(u)|^−½ Σ y_j over the user's items
/// N(u)).</summary>
/// <remarks>
/// A step follows each rating; the implicit factors y of a user's items take one step after the user's rows, with the sum of their
/// gradients, so an epoch costs ratings · rank and not Σ rows².
/// </remarks>
internal sealed class SvdPlusPlusSolver(SparseMatrix ratings, SvdPlusPlusFactors factors, SvdPlusPlusOptions options, long seed)
    : UserDescent("svdpp", ratings, options, seed)
{
    private readonly SparseMatrix _ratings = ratings;
    private readonly float[] _keeps = Powers(1 - (options.LearnRate * options.RegParam), ratings.Rows == 0
        ? 0 : Enumerable.Range(0, ratings.Rows).Max(ratings.RowCount));
    private readonly float[] _sum = new float[factors.Rank], _full = new float[factors.Rank], _gradient = new float[factors.Rank];

    protected override double TakeUser(int user)
    {
        var items = _ratings.RowIndices(user);
        factors.SumImplicit(items, _sum);
        GradientStep.Add(factors.User(user), _sum, _full);
        Array.Clear(_gradient);
        double squares = 0;
        foreach (int cell in Order.CellsOf(user))
            squares += TakeRating(user, _ratings.Indices[cell], _ratings.Values[cell]);
        float size = (float)(options.LearnRate / Math.Sqrt(items.Length));
        foreach (int item in items)
            GradientStep.Take(factors.Implicit.AsSpan(item * factors.Rank, factors.Rank), _keeps[items.Length], size, _gradient);
        return squares;
    }

    private double TakeRating(int user, int item, double rating)
    {
        Span<float> p = factors.User(user), q = factors.Item(item);
        double error = rating - (Baseline(user, item) + CanonicalDot.Dot(q, _full));
        StepBiases(user, item, error);
        GradientStep.Take(_gradient, 1, (float)error, q);
        GradientStep.Take(p, Kept, (float)error * Rate, q);
        GradientStep.Take(q, Kept, (float)error * Rate, _full);
        GradientStep.Add(p, _sum, _full);
        return error * error;
    }

    // As many steps towards 0 as the user has rows, in one.
    private static float[] Powers(double keep, int most)
    {
        var powers = new double[most + 1];
        powers[0] = 1;
        for (int i = 1; i <= most; i++)
            powers[i] = powers[i - 1] * keep;
        return Array.ConvertAll(powers, power => (float)power);
    }
}
