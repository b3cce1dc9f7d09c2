namespace RecPipeline.Models.Autoencoder.Cpu;

/// <summary>The loss over one row of a tile of outputs whose units do not depend on each other.</summary>
internal interface IOutputRow
{
    /// <summary>Turns sums z into deltas d loss / d z and returns the loss.</summary>
    /// <param name="z">Sums of the tile's items.</param>
    /// <param name="items">The row's stored items within the tile, ascending.</param>
    /// <param name="values">Their values.</param>
    /// <param name="firstItem">Item of z[0].</param>
    double Run(Span<float> z, ReadOnlySpan<int> items, ReadOnlySpan<float> values, int firstItem);
}

/// <summary>Every loss with every activation of a single unit, one unit at a time.</summary>
internal sealed class PlainOutput(LossRule loss, ActivationRule activation) : IOutputRow
{
    public double Run(Span<float> z, ReadOnlySpan<int> items, ReadOnlySpan<float> values, int firstItem)
    {
        double sum = 0;
        for (int i = 0, next = 0; i < z.Length; i++)
        {
            bool isStored = next < items.Length && items[next] == firstItem + i;
            var (term, delta) = OutputTerms.Of(loss, activation, z[i], isStored, isStored ? values[next] : 0);
            (sum, z[i]) = (sum + term, (float)delta);
            next += isStored ? 1 : 0;
        }
        return sum;
    }
}
