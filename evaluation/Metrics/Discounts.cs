using RecPipeline.Models.Numbers;

namespace RecPipeline.Evaluation;

/// <summary>1/log2(rank + 1) and its running sum, from a table up to rank 1,024.</summary>
internal static class Discounts
{
    private const int TableLength = 1_024;
    private static readonly double[] Table = [0, .. Enumerable.Range(1, TableLength).Select(Compute)];
    private static readonly double[] Sums = Running(Table);

    public static double At(int rank) => rank <= TableLength ? Table[rank] : Compute(rank);

    /// <summary>
    /// Sum over ranks 1..<paramref name="hits"/>, ranks ascending: a perfect list's gain, with the bits NDCG's own sum has.
    /// </summary>
    public static double Ideal(int hits)
    {
        double sum = Sums[Math.Min(hits, TableLength)];
        for (int rank = TableLength + 1; rank <= hits; rank++)
            sum += Compute(rank);
        return sum;
    }

    private static double Compute(int rank) => 1 / StableLog2.Of(rank + 1.0);

    private static double[] Running(double[] terms)
    {
        var sums = new double[terms.Length];
        for (int i = 1; i < terms.Length; i++)
            sums[i] = sums[i - 1] + terms[i];
        return sums;
    }
}
