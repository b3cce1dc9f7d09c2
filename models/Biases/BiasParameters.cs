namespace RecPipeline.Models.Biases;

/// <summary>Settings of the user and item biases.</summary>
/// <param name="Damping">Pulls rows with few ratings towards 0, as if they had that many ratings at the mean; not negative.</param>
/// <param name="Sweeps">Alternating sweeps, at least 1; each fits all items, then all users.</param>
public sealed record BiasParameters(double Damping, int Sweeps)
{
    /// <exception cref="ArgumentOutOfRangeException">A value is outside its range.</exception>
    public void Check()
    {
        ArgumentOutOfRangeException.ThrowIfNegative(Damping);
        ArgumentOutOfRangeException.ThrowIfLessThan(Sweeps, 1);
    }
}
