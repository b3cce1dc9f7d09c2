using RecPipeline.Models.Contract;
using RecPipeline.Models.Descent;
using RecPipeline.Models.Kernels;
using RecPipeline.Models.Matrices;

namespace RecPipeline.Models.SvdPlusPlus;

/// <summary>Fits SVD++ by stochastic gradient descent: r̂ = mean + b_u + b_i + q_i · (p_u + |N(u)|^−½ Σ y_j over the user's items
/// N(u)).</summary>
/// <remarks>
/// A step follows each rating in the order of <see cref="SgdOrder"/>; the implicit factors y of a user's items take one step after the
/// user's rows,
/// with the sum of their gradients, so an epoch costs ratings · rank and not Σ rows². One thread does it: each step stands on the one
/// before.
/// </remarks>
internal sealed class SvdPlusPlusSolver(SparseMatrix ratings, SvdPlusPlusFactors factors, SvdPlusPlusOptions options, long seed)
{
    private readonly float _rate = (float)options.LearnRate, _keep = (float)(1 - (options.LearnRate * options.RegParam));
    private readonly float[] _keeps = Powers(1 - (options.LearnRate * options.RegParam), ratings.Rows == 0
        ? 0 : Enumerable.Range(0, ratings.Rows).Max(ratings.RowCount));
    private readonly SgdOrder _order = new(ratings, seed);
    private readonly float[] _sum = new float[factors.Rank], _full = new float[factors.Rank], _gradient = new float[factors.Rank];

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
                squares += TakeUser(user);
            }
            if (!double.IsFinite(squares))
                throw new ModelException(
                    $"Model svdpp: its factors ran away in epoch {epoch + 1} of {options.Epochs}. "
                    + $"Lower models.svdpp.learnRate, now {options.LearnRate}.");
            progress?.Invoke(epoch + 1);
        }
    }

    // Gives the sum of squared errors before each step.
    private double TakeUser(int user)
    {
        var items = ratings.RowIndices(user);
        factors.SumImplicit(items, _sum);
        GradientStep.Add(factors.User(user), _sum, _full);
        Array.Clear(_gradient);
        double squares = 0;
        foreach (int cell in _order.CellsOf(user))
            squares += TakeRating(user, ratings.Indices[cell], ratings.Values[cell]);
        float size = (float)(options.LearnRate / Math.Sqrt(items.Length));
        foreach (int item in items)
            GradientStep.Take(factors.Implicit.AsSpan(item * factors.Rank, factors.Rank), _keeps[items.Length], size, _gradient);
        return squares;
    }

    private double TakeRating(int user, int item, double rating)
    {
        Span<float> p = factors.User(user), q = factors.Item(item);
        double error = rating - (Mean + UserBiases[user] + ItemBiases[item] + CanonicalDot.Dot(q, _full));
        UserBiases[user] += options.LearnRate * (error - (options.RegParam * UserBiases[user]));
        ItemBiases[item] += options.LearnRate * (error - (options.RegParam * ItemBiases[item]));
        GradientStep.Take(_gradient, 1, (float)error, q);
        GradientStep.Take(p, _keep, (float)error * _rate, q);
        GradientStep.Take(q, _keep, (float)error * _rate, _full);
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
