using RecPipeline.Models.Als;
using RecPipeline.Models.Contract;
using RecPipeline.Models.Descent;
using RecPipeline.Models.Kernels;
using RecPipeline.Models.Matrices;

namespace RecPipeline.Models.Svd;

/// <summary>The descent of <see cref="SvdModel"/>: a step follows each rating, users and their rows in the order of <see
/// cref="SgdOrder"/>.</summary>
/// <remarks>With e = r − r̂: b += rate (e − reg b), p += rate (e q − reg p), q += rate (e p − reg q). Cost of an epoch: ratings · rank,
/// on one thread.</remarks>
internal sealed class SvdSolver(SparseMatrix ratings, FactorModel factors, SvdOptions options, long seed)
{
    private readonly float _rate = (float)options.LearnRate, _keep = (float)(1 - (options.LearnRate * options.RegParam));
    private readonly SgdOrder _order = new(ratings, seed);
    private readonly float[] _old = new float[factors.Rank];

    public double Mean { get; } = ratings.Count == 0 ? 0 : BlockedSum.Sum(ratings.Values) / ratings.Count;

    /// <summary>[users].</summary>
    public double[] UserBiases { get; } = new double[ratings.Rows];

    /// <summary>[items].</summary>
    public double[] ItemBiases { get; } = new double[ratings.Columns];

    /// <exception cref="ModelException">The descent ran away.</exception>
    public void Fit(FitContext fit)
    {
        var progress = fit.Steps(options.Epochs);
        for (int epoch = 0; epoch < options.Epochs; epoch++)
        {
            double squares = 0;
            foreach (int user in _order.StartEpoch(epoch))
            {
                fit.Cancellation.ThrowIfCancellationRequested();
                foreach (int cell in _order.CellsOf(user))
                    squares += TakeRating(user, ratings.Indices[cell], ratings.Values[cell]);
            }
            if (!double.IsFinite(squares))
                throw new ModelException(
                    $"Model svd: its factors ran away in epoch {epoch + 1} of {options.Epochs}. "
                    + $"Lower models.svd.learnRate, now {options.LearnRate}.");
            progress?.Invoke(epoch + 1);
        }
    }

    // Gives the squared error before the step.
    private double TakeRating(int user, int item, double rating)
    {
        Span<float> p = factors.UserFactors.AsSpan(user * factors.Rank, factors.Rank),
            q = factors.ItemFactors.AsSpan(item * factors.Rank, factors.Rank);
        double error = rating - (Mean + UserBiases[user] + ItemBiases[item] + CanonicalDot.Dot(p, q));
        UserBiases[user] += options.LearnRate * (error - (options.RegParam * UserBiases[user]));
        ItemBiases[item] += options.LearnRate * (error - (options.RegParam * ItemBiases[item]));
        p.CopyTo(_old);
        GradientStep.Take(p, _keep, (float)error * _rate, q);
        GradientStep.Take(q, _keep, (float)error * _rate, _old);
        return error * error;
    }
}
