using RecPipeline.Models.Autoencoder;
using RecPipeline.Models.Autoencoder.Cpu;
using RecPipeline.Models.Kernels;
using RecPipeline.Models.Matrices;

namespace RecPipeline.Models.AutoRec;

/// <summary>The weights of AutoRec, and a row's hidden units: h = sigmoid(a + Σ x_c v_c / √n) over the row's n ratings x, less the
/// mean.</summary>
/// <remarks>The paper has no √n. Without it rows of many ratings saturate every unit, and learn nothing more.</remarks>
/// <param name="hiddenUnits">Length of a row of weights.</param>
/// <param name="mean">Of all ratings.</param>
/// <param name="encoder">v, [columns × hiddenUnits].</param>
/// <param name="decoder">w, [columns × hiddenUnits].</param>
internal sealed class AutoRecNetwork(int hiddenUnits, double mean, float[] encoder, float[] decoder)
{
    public static readonly ActivationRule Sigmoid = new(Activation.Sigmoid);
    private const int ChunkRows = 256;

    public float[] HiddenBiases { get; } = new float[hiddenUnits];

    public float[] Decoder => decoder;

    public Span<float> EncoderOf(int column) => encoder.AsSpan(column * hiddenUnits, hiddenUnits);

    public Span<float> DecoderOf(int column) => decoder.AsSpan(column * hiddenUnits, hiddenUnits);

    /// <summary>1 / √n.</summary>
    public static float Share(int ratings) => (float)(1 / Math.Sqrt(ratings));

    /// <summary>What the network reads of a rating.</summary>
    public float Input(float rating) => (float)(rating - mean);

    /// <param name="columns">Of the row's ratings; at least one.</param>
    /// <param name="ratings">As many.</param>
    /// <param name="hidden">[hiddenUnits] is filled.</param>
    public void Encode(ReadOnlySpan<int> columns, ReadOnlySpan<float> ratings, Span<float> hidden)
    {
        HiddenBiases.CopyTo(hidden);
        float share = Share(columns.Length);
        for (int at = 0; at < columns.Length; at++)
            Axpy.Add(share * Input(ratings[at]), EncoderOf(columns[at]), hidden);
        ActivationKernels.Forward(Sigmoid, hidden);
    }

    /// <returns>[rows × hiddenUnits]; zeros for rows without ratings.</returns>
    public float[] EncodeAll(SparseMatrix rows, int threads, CancellationToken cancellation)
    {
        var hidden = new float[checked(rows.Rows * hiddenUnits)];
        RowChunks.Run(rows.Rows, ChunkRows, threads, (first, end) =>
        {
            for (int row = first; row < end; row++)
                if (rows.RowCount(row) > 0)
                    Encode(rows.RowIndices(row), rows.RowValues(row), hidden.AsSpan(row * hiddenUnits, hiddenUnits));
        }, cancellation);
        return hidden;
    }
}
