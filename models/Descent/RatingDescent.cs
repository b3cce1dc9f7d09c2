using RecPipeline.Models.Biases;
using RecPipeline.Models.Contract;
using RecPipeline.Models.Kernels;
using RecPipeline.Models.Matrices;

namespace RecPipeline.Models.Descent;

/// <summary>Stochastic gradient descent on ratings: epochs, and the steps of biases.</summary>
/// <remarks>One thread does it: each step stands on the one before. With e = r − r̂ a bias takes b += rate (e − reg b).</remarks>
/// <param name="model">Its name, for what goes wrong.</param>
/// <param name="ratings">[users × items].</param>
/// <param name="options">Epochs and steps.</param>
internal abstract class RatingDescent(string model, SparseMatrix ratings, DescentOptions options)
{
    private readonly double[] _userBiases = new double[ratings.Rows], _itemBiases = new double[ratings.Columns];
    private readonly double _mean = MeanOf(ratings);

    /// <summary>A step of a factor is kept · factor + rate · error · direction.</summary>
    protected float Rate { get; } = (float)options.LearnRate;

    protected float Kept { get; } = (float)(1 - (options.LearnRate * options.RegParam));

    /// <exception cref="ModelException">The descent ran away.</exception>
    public void Fit(FitContext fit)
    {
        var progress = fit.Steps(options.Epochs);
        for (int epoch = 0; epoch < options.Epochs; epoch++)
        {
            if (!double.IsFinite(TakeEpoch(epoch, fit.Cancellation)))
                throw new ModelException(
                    $"Model {model}: its factors ran away in epoch {epoch + 1} of {options.Epochs}. "
                    + $"Lower models.{model}.learnRate, now {options.LearnRate}.");
            progress?.Invoke(epoch + 1);
        }
    }

    /// <summary>Of all ratings; 0 where there are none.</summary>
    public static double MeanOf(SparseMatrix ratings) => ratings.Count == 0 ? 0 : BlockedSum.Sum(ratings.Values) / ratings.Count;

    /// <summary>What was learned of mean and biases.</summary>
    /// <param name="knownUsers">[users] with ratings.</param>
    /// <param name="knownItems">[items] with ratings.</param>
    public BiasModel Biases(bool[] knownUsers, bool[] knownItems) => new(
        _mean, Rounded(_userBiases), Rounded(_itemBiases), knownUsers, knownItems);

    private static float[] Rounded(double[] biases) => Array.ConvertAll(biases, bias => (float)bias);

    /// <summary>Steps after each rating; gives the sum of squared errors before each step.</summary>
    protected abstract double TakeEpoch(int epoch, CancellationToken cancellation);

    /// <summary>What mean and biases say of a rating.</summary>
    protected double Baseline(int user, int item) => _mean + _userBiases[user] + _itemBiases[item];

    protected void StepBiases(int user, int item, double error)
    {
        _userBiases[user] += options.LearnRate * (error - (options.RegParam * _userBiases[user]));
        StepItemBias(item, error);
    }

    protected void StepItemBias(int item, double error) =>
        _itemBiases[item] += options.LearnRate * (error - (options.RegParam * _itemBiases[item]));
}
