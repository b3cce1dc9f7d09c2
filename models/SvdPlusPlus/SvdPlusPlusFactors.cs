using RecPipeline.Models.Als;
using RecPipeline.Models.Descent;
using RecPipeline.Models.Matrices;
using RecPipeline.Models.Numbers;

namespace RecPipeline.Models.SvdPlusPlus;

/// <summary>What SVD++ learns beside biases: factors of users and items, and for every item what its presence among a user's rows says of
/// that user.</summary>
/// <param name="Rank">Length of a factor.</param>
/// <param name="Users">[users × rank].</param>
/// <param name="Items">[items × rank].</param>
/// <param name="Implicit">[items × rank].</param>
internal sealed record SvdPlusPlusFactors(int Rank, float[] Users, float[] Items, float[] Implicit)
{
    public static SvdPlusPlusFactors Draw(SparseMatrix ratings, SparseMatrix byItem, SvdPlusPlusOptions options, long seed, int threads,
        CancellationToken cancellation)
    {
        return new SvdPlusPlusFactors(options.Rank, Side(ratings, 0), Side(byItem, 1), Side(byItem, 2));
        float[] Side(SparseMatrix rows, long stream) => InitialFactors.Draw(
            rows, options.Rank, options.InitialDeviation, CounterRandom.Key(seed, stream), threads, cancellation);
    }

    public Span<float> User(int user) => Users.AsSpan(user * Rank, Rank);

    public Span<float> Item(int item) => Items.AsSpan(item * Rank, Rank);

    /// <summary>Σ of the implicit factors of some items, divided by the root of their number.</summary>
    public void SumImplicit(ReadOnlySpan<int> items, Span<float> sum)
    {
        sum.Clear();
        foreach (int item in items)
            GradientStep.Add(sum, Implicit.AsSpan(item * Rank, Rank), sum);
        GradientStep.Take(sum, items.Length == 0 ? 0 : (float)(1 / Math.Sqrt(items.Length)), 0, sum);
    }
}
