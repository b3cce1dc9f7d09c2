using System.Runtime.Intrinsics;

namespace RecPipeline.Models.Autoencoder.Cpu;

/// <summary>
/// Cross entropies of softmax outputs: a first pass over the tiles finds each row's maximum and sum, a second one makes deltas.
/// </summary>
/// <remarks>
/// Loss of a row: −Σ w · ln a over stored items; delta = S·a − w at stored items, S·a elsewhere, S the sum of the weights that count.
/// CrossEntropy: w = 1/n; Multinomial: w = 1; with margins: w = oneScale/n where a &lt; oneTarget, else 0.
/// So the delta is the gradient of the loss that is reported. Sums of exponentials join by tile in order.
/// </remarks>
internal sealed class SoftMaxOutput(LossRule loss, int batchSize, int tiles)
{
    private readonly float[] _max = new float[batchSize * tiles], _rowMax = new float[batchSize];
    private readonly float[] _logSum = new float[batchSize], _total = new float[batchSize];
    private readonly double[] _sum = new double[batchSize * tiles];
    private float[] _storedZ = [];

    public void Start(Batch batch)
    {
        if (_storedZ.Length < batch.TargetItems.Count)
            _storedZ = new float[batch.TargetItems.Count];
    }

    /// <summary>First pass over one row of a tile.</summary>
    public void Measure(int row, int tile, ReadOnlySpan<float> z, ReadOnlySpan<int> items, int firstStored, int firstItem)
    {
        for (int i = 0; i < items.Length; i++)
            _storedZ[firstStored + i] = z[items[i] - firstItem];
        float max = float.NegativeInfinity;
        foreach (float each in z)
            max = MathF.Max(max, each);
        var sum = Vector256<float>.Zero;
        for (int i = 0; i < z.Length; i += VectorMath.Lanes)
            sum += VectorMath.Exp(VectorMath.Load(z, i, float.NegativeInfinity) - Vector256.Create(max));
        (_max[(tile * batchSize) + row], _sum[(tile * batchSize) + row]) = (max, VectorMath.Sum(sum));
    }

    /// <summary>Between the passes: the loss of the whole batch.</summary>
    public double Finish(Batch batch)
    {
        double sum = 0;
        for (int row = 0; row < batch.Rows; row++)
        {
            Join(row);
            sum += RowLoss(batch, row);
        }
        return sum;
    }

    /// <summary>Second pass over one row of a tile: sums become deltas.</summary>
    public void Delta(Batch batch, int row, Span<float> z, ReadOnlySpan<int> items, int firstStored, int firstItem)
    {
        var (shift, total) = (Vector256.Create(_rowMax[row] + _logSum[row]), _total[row]);
        for (int i = 0; i < z.Length; i += VectorMath.Lanes)
            VectorMath.Store(total * VectorMath.Exp(VectorMath.Load(z, i) - shift), z, i);
        for (int i = 0; i < items.Length; i++)
            z[items[i] - firstItem] -= (float)Weight(batch, row, LogProbability(row, _storedZ[firstStored + i]));
    }

    private void Join(int row)
    {
        float max = float.NegativeInfinity;
        for (int tile = 0; tile < tiles; tile++)
            max = MathF.Max(max, _max[(tile * batchSize) + row]);
        double sum = 0;
        for (int tile = 0; tile < tiles; tile++)
            sum += _sum[(tile * batchSize) + row] * Math.Exp(_max[(tile * batchSize) + row] - max);
        (_rowMax[row], _logSum[row]) = (max, (float)Math.Log(sum));
    }

    private double RowLoss(Batch batch, int row)
    {
        double sum = 0, total = 0;
        foreach (float z in _storedZ.AsSpan(batch.TargetOffsets[row]..batch.TargetOffsets[row + 1]))
        {
            double logarithm = LogProbability(row, z), weight = Weight(batch, row, logarithm);
            (sum, total) = (sum - (weight * Math.Max(Math.Log(LossRule.Floor), logarithm)), total + weight);
        }
        _total[row] = (float)total;
        return sum;
    }

    private double LogProbability(int row, float z) => (double)z - _rowMax[row] - _logSum[row];

    private double Weight(Batch batch, int row, double logProbability) => loss.Kind switch
    {
        ErrorFunction.Multinomial => 1,
        ErrorFunction.CrossEntropy => 1.0 / batch.TargetCount(row),
        _ => Math.Exp(logProbability) < loss.OneTarget ? loss.OneScale / batch.TargetCount(row) : 0,
    };
}
