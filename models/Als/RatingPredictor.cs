using RecPipeline.Models.Biases;
using RecPipeline.Models.Contract;
using RecPipeline.Models.Kernels;

namespace RecPipeline.Models.Als;

/// <summary>Predicts ratings: the biases plus what the factors explain of the rest, clipped to the rating scale.</summary>
public sealed class RatingPredictor : IRatingModel
{
    /// <param name="biases">
    /// Fitted on the training ratings; <see cref="BiasModel.None"/> where the factors were fitted on ratings as they are.
    /// </param>
    /// <param name="factors">Fitted on the residuals of <paramref name="biases"/>.</param>
    /// <param name="low">Lowest rating of the scale.</param>
    /// <param name="high">Highest rating of the scale.</param>
    /// <exception cref="ArgumentException">The models differ in users or items, or the scale is empty.</exception>
    public RatingPredictor(BiasModel biases, FactorModel factors, double low, double high)
    {
        ArgumentNullException.ThrowIfNull(biases);
        ArgumentNullException.ThrowIfNull(factors);
        if (biases.User.Length != factors.Users || biases.Item.Length != factors.Items)
            throw new ArgumentException(
                $"Biases of {biases.User.Length} users and {biases.Item.Length} items "
                + $"do not fit factors of {factors.Users} and {factors.Items}.",
                nameof(factors));
        if (!(low < high))
            throw new ArgumentException($"The rating scale [{low}, {high}] is empty.", nameof(high));
        (Biases, Factors, Low, High) = (biases, factors, low, high);
    }

    public BiasModel Biases { get; }

    public FactorModel Factors { get; }

    public double Low { get; }

    public double High { get; }

    /// <summary>The predicted rating; null for a user or item that training did not see.</summary>
    public double? Predict(int user, int item) => Biases.Knows(user, item)
        ? Math.Clamp(Biases.Predict(user, item) + CanonicalDot.Dot(Factors.User(user), Factors.Item(item)), Low, High)
        : null;
}
