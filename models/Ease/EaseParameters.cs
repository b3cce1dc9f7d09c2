namespace RecPipeline.Models.Ease;

/// <summary>Settings of EASE.</summary>
/// <param name="Lambda">Ridge on the weights, above 0.</param>
/// <param name="MaxItems">Most items with ratings that are accepted: memory grows with their square, time with their cube.</param>
public sealed record EaseParameters(double Lambda, int MaxItems = 20_000)
{
    /// <summary>A float32 matrix of this many rows still fits one array.</summary>
    private const int LargestArray = 46_000;

    /// <exception cref="ArgumentOutOfRangeException">A value is outside its range.</exception>
    public void Check()
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(Lambda);
        ArgumentOutOfRangeException.ThrowIfLessThan(MaxItems, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(MaxItems, LargestArray);
    }
}
