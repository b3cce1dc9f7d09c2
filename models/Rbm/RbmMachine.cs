using RecPipeline.Models.Als;
using RecPipeline.Models.Autoencoder;
using RecPipeline.Models.Autoencoder.Cpu;
using RecPipeline.Models.Contract;
using RecPipeline.Models.Descent;
using RecPipeline.Models.Kernels;
using RecPipeline.Models.Matrices;
using RecPipeline.Models.Numbers;

namespace RecPipeline.Models.Rbm;

/// <summary>Weights and biases, and what each side says of the other: p(h_j = 1 | v) = sigmoid(a_j + Σ W_(i, v_i, j)) over the user's items
/// i of classes v_i, and p(v_i = c | h) = softmax over c of b_ic + W_ic · h.</summary>
/// <param name="classes">Classes of an item.</param>
/// <param name="weights">W, [items × classes × hidden units].</param>
/// <param name="biases">b, [items × classes].</param>
/// <param name="hiddenBiases">a, [hidden units].</param>
internal sealed class RbmMachine(int classes, float[] weights, float[] biases, float[] hiddenBiases)
{
    private const int ChunkUsers = 64;
    private const double Ln2 = 0.6931471805599453;
    private static readonly ActivationRule Sigmoid = new(Activation.Sigmoid);

    public int Classes => classes;

    public int HiddenUnits => hiddenBiases.Length;

    public float[] Weights => weights;

    public float[] Biases => biases;

    public float[] HiddenBiases => hiddenBiases;

    /// <summary>Small weights, and for each item's classes the logarithm of how often they are among its ratings and
    /// <paramref name="classes"/> more that are like all ratings.</summary>
    public static RbmMachine Start(TrainingData data, int[] cells, int classes, RbmOptions options, FitContext fit)
    {
        long length = (long)data.Items * classes * options.HiddenUnits;
        if (length > Array.MaxLength)
            throw new ModelException(
                $"Model rbm: {data.Items:N0} items with {classes} classes and {options.HiddenUnits} hidden units have {length:N0} weights, "
                + $"more than {Array.MaxLength:N0}. Lower models.rbm.hiddenUnits or models.rbm.maxClasses.");
        float[] weights = InitialFactors.Draw(
            data.ByItem, classes * options.HiddenUnits, options.InitialDeviation, CounterRandom.Key(fit.Seed, 0), fit.Threads,
            fit.Cancellation);
        return new RbmMachine(classes, weights, StartBiases(data.Ratings, cells, classes), new float[options.HiddenUnits]);
    }

    /// <summary>Not a finite number where a weight is none.</summary>
    public double Sum() => BlockedSum.Sum(weights) + BlockedSum.Sum(hiddenBiases);

    public Span<float> WeightsOf(int item, int of) => weights.AsSpan(((item * classes) + of) * HiddenUnits, HiddenUnits);

    /// <summary>p(h = 1 | v).</summary>
    /// <param name="items">A user's.</param>
    /// <param name="cells">The class of each.</param>
    /// <param name="hidden">[hidden units] is filled.</param>
    public void Hidden(ReadOnlySpan<int> items, ReadOnlySpan<int> cells, Span<float> hidden)
    {
        hiddenBiases.CopyTo(hidden);
        for (int at = 0; at < items.Length; at++)
            GradientStep.Add(hidden, WeightsOf(items[at], cells[at]), hidden);
        ActivationKernels.Forward(Sigmoid, hidden);
    }

    /// <summary>p(v_item | h).</summary>
    /// <param name="item">Its index.</param>
    /// <param name="hidden">States or probabilities.</param>
    /// <param name="probabilities">[classes] is filled.</param>
    public void Visible(int item, ReadOnlySpan<float> hidden, Span<float> probabilities)
    {
        CanonicalDot.DotRows(hidden, weights.AsSpan(item * classes * HiddenUnits, classes * HiddenUnits), probabilities);
        GradientStep.Add(probabilities, biases.AsSpan(item * classes, classes), probabilities);
        SoftMax.Take(probabilities);
    }

    /// <returns>[users × hidden units]; zeros for users without ratings.</returns>
    public float[] HiddenOfAll(SparseMatrix ratings, int[] cells, FitContext fit)
    {
        var hidden = new float[checked(ratings.Rows * HiddenUnits)];
        RowChunks.Run(ratings.Rows, ChunkUsers, fit.Threads, (first, end) =>
        {
            for (int user = first; user < end; user++)
                if (ratings.RowCount(user) > 0)
                    Hidden(ratings.RowIndices(user), cells.AsSpan(ratings.Offsets[user], ratings.RowCount(user)),
                        hidden.AsSpan(user * HiddenUnits, HiddenUnits));
        }, fit.Cancellation);
        return hidden;
    }

    private static float[] StartBiases(SparseMatrix ratings, int[] cells, int classes)
    {
        var (counts, all) = (new double[ratings.Columns * classes], new double[classes]);
        for (int cell = 0; cell < cells.Length; cell++)
        {
            counts[(ratings.Indices[cell] * classes) + cells[cell]]++;
            all[cells[cell]]++;
        }
        var biases = new float[counts.Length];
        for (int at = 0; cells.Length > 0 && at < biases.Length; at++)
            biases[at] = (float)(Ln2 * StableLog2.Of(counts[at] + (classes * all[at % classes] / cells.Length)));
        return biases;
    }
}
