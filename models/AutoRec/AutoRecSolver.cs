using RecPipeline.Models.Autoencoder.Cpu;
using RecPipeline.Models.Descent;
using RecPipeline.Models.Kernels;
using RecPipeline.Models.Matrices;

namespace RecPipeline.Models.AutoRec;

/// <summary>The descent of <see cref="AutoRecModel"/>: a step follows each row, whose ratings alone are input and in the loss.</summary>
/// <remarks>
/// With x = r − mean, e_c = x_c − b_c − w_c · h and g = Σ e_c w_c ∘ h ∘ (1 − h): w_c += rate (e_c h − reg w_c),
/// v_c += rate (x_c g / √n − reg v_c), a += rate · g. Only weights of columns that the row has are pulled towards 0.
/// It is the dense network's step, without its zeros.
/// Cost of an epoch: 4 · ratings · hiddenUnits multiply-adds.
/// </remarks>
internal sealed class AutoRecSolver(SparseMatrix rows, AutoRecNetwork network, AutoRecOptions options, long seed)
    : UserDescent("autorec", rows, options, seed)
{
    private readonly float[] _hidden = new float[options.HiddenUnits], _gradient = new float[options.HiddenUnits];
    private readonly SparseMatrix _rows = rows;

    protected override double TakeUser(int user)
    {
        var columns = _rows.RowIndices(user);
        var ratings = _rows.RowValues(user);
        network.Encode(columns, ratings, _hidden);
        double squares = StepDecoder(user, columns, ratings);
        ActivationKernels.Backward(AutoRecNetwork.Sigmoid, _hidden, _gradient);
        float share = Rate * AutoRecNetwork.Share(columns.Length);
        for (int at = 0; at < columns.Length; at++)
            GradientStep.Take(network.EncoderOf(columns[at]), Kept, share * network.Input(ratings[at]), _gradient);
        GradientStep.Take(network.HiddenBiases, 1, Rate, _gradient);
        return squares;
    }

    // Leaves Σ e_c w_c, with the weights from before their steps, in the gradient.
    private double StepDecoder(int row, ReadOnlySpan<int> columns, ReadOnlySpan<float> ratings)
    {
        double squares = 0;
        _gradient.AsSpan().Clear();
        for (int at = 0; at < columns.Length; at++)
        {
            var weights = network.DecoderOf(columns[at]);
            double error = ratings[at] - Baseline(row, columns[at]) - CanonicalDot.Dot(weights, _hidden);
            Axpy.Add((float)error, weights, _gradient);
            GradientStep.Take(weights, Kept, (float)error * Rate, _hidden);
            StepItemBias(columns[at], error);
            squares += error * error;
        }
        return squares;
    }
}
