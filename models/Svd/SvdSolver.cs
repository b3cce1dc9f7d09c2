using RecPipeline.Models.Als;
using RecPipeline.Models.Descent;
using RecPipeline.Models.Kernels;
using RecPipeline.Models.Matrices;

namespace RecPipeline.Models.Svd;

/// <summary>The descent of <see cref="SvdModel"/>: a step follows each rating.</summary>
/// <remarks>With e = r − r̂: p += rate (e q − reg p), q += rate (e p − reg q). Cost of an epoch: ratings · rank.</remarks>
internal sealed class SvdSolver(SparseMatrix ratings, FactorModel factors, SvdOptions options, long seed)
    : UserDescent("svd", ratings, options, seed)
{
    private readonly SparseMatrix _ratings = ratings;
    private readonly float[] _old = new float[factors.Rank];

    protected override double TakeUser(int user)
    {
        double squares = 0;
        foreach (int cell in Order.CellsOf(user))
            squares += TakeRating(user, _ratings.Indices[cell], _ratings.Values[cell]);
        return squares;
    }

    private double TakeRating(int user, int item, double rating)
    {
        Span<float> p = factors.UserFactors.AsSpan(user * factors.Rank, factors.Rank),
            q = factors.ItemFactors.AsSpan(item * factors.Rank, factors.Rank);
        double error = rating - (Baseline(user, item) + CanonicalDot.Dot(p, q));
        StepBiases(user, item, error);
        p.CopyTo(_old);
        GradientStep.Take(p, Kept, (float)error * Rate, q);
        GradientStep.Take(q, Kept, (float)error * Rate, _old);
        return error * error;
    }
}
