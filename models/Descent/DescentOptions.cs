using RecPipeline.Foundation;
using RecPipeline.Models.Contract;

namespace RecPipeline.Models.Descent;

/// <summary>Options of models that learn biases and factors by stochastic gradient descent.</summary>
public abstract record FactorDescentOptions : DescentOptions
{
    [Doc("Length of a factor."), Between(1, 1024)]
    [Search(4, 100)]
    public int Rank { get; init; } = 20;
}

/// <summary>Options of models that learn by a step after each rating.</summary>
public abstract record DescentOptions : ModelOptions
{
    [Doc("Passes over all ratings."), Between(1, 10_000)]
    [Search(10, 100)]
    public int Epochs { get; init; } = 50;

    [Doc("Step of the descent."), Between(1e-6, 1)]
    [Search(0.002, 0.05)]
    public double LearnRate { get; init; } = 0.01;

    [Doc("Pulls biases and factors towards 0 at every step."), Between(0, 10)]
    [Search(0.01, 0.3)]
    public double RegParam { get; init; } = 0.07;

    [Doc("Standard deviation of the factors that the descent starts from."), Between(0, 10)]
    public double InitialDeviation { get; init; }
}
