using RecPipeline.GpuWorker.Tests.Configuration;
using RecPipeline.Models.Autoencoder;
using RecPipeline.Models.Autoencoder.Cpu;
using RecPipeline.Models.Matrices;

namespace RecPipeline.GpuWorker.Tests.BackEnds;

/// <summary>
/// Defects found in DSSTNE's last source, one test each. Elsewhere: junk from K = 26 on (BackEndTests), filter values (WalkThroughTests), duplicate samples and
/// rows of two sets (CommandTests), accepted but dead keys and pairs without a delta (ConfigReaderTests).
/// </summary>
public class DefectTests
{
    // DSSTNE reads the row's first value for every entry.
    [Fact]
    public void Analog_values_reach_the_gradient_of_their_own_items()
    {
        var definition = Networks.Define(3, ErrorFunction.L2, Activation.Linear, Activation.Linear, 1) with { UsesValues = true };
        var data = SparseMatrix.FromTriples(1, 3, [0, 0], [0, 2], [1f, 4f]);
        var gradient = Gradient(definition, Networks.Weights(definition, 1), data, [0]);
        Assert.Equal(4 * gradient.Matrix(0)[0], gradient.Matrix(0)[2], 1e-5);
        Assert.NotEqual(0, gradient.Matrix(0)[0]);
    }

    // DSSTNE multiplies the finished sum, bias included, by 1/(1 − p), and rows longer than its buffer of 2,304 entries twice.
    [Fact]
    public void Denoising_scales_every_input_once_and_never_the_bias()
    {
        const int items = 6000;
        var plain = Networks.Define(items, ErrorFunction.L2, Activation.Linear, Activation.Linear, 1);
        var weights = NetworkWeights.Zero(plain);
        Array.Fill(weights.Matrix(0), 1f);
        weights.Bias(0)[0] = 7;
        weights.Matrix(1)[0] = 1; // output 0 is the hidden unit
        var data = SparseMatrix.FromTriples(1, items, new int[items], [.. Enumerable.Range(0, items)], new float[items]);
        var half = plain with { Denoising = 0.5, Loss = plain.Loss with { IgnoreZero = false } };
        double expected = 7 + (2.0 * items / 2); // the masks below keep every other item, doubled
        double delta = Gradient(half, weights, data, [0], new EveryOther()).Bias(1)[0];
        Assert.Equal(expected - 1, delta, 1e-2); // L2, linear: a − t
    }

    // DSSTNE's host launches the sigmoid's loss.
    [Fact]
    public void Softmax_with_margins_reports_the_loss_that_it_follows()
    {
        var definition = Networks.Define(4, ErrorFunction.ScaledMarginalCrossEntropy, Activation.SoftMax, Activation.Tanh, 2);
        var data = SparseMatrix.FromTriples(1, 4, [0, 0], [1, 3], [1f, 1f]);
        using var network = new CpuBackEnd(1).Load(new NetworkSetup(definition, NetworkWeights.Zero(definition), 1));
        network.SetData(data);
        network.Gradient([0], Networks.Step(definition));
        Assert.Equal(1.7 * Math.Log(4), network.TakeLoss().Data, 1e-6); // both outputs are 1/4, below oneTarget .35; oneScale 1.7, two stored items
    }

    // The tool's own comment says the full width; it takes half.
    [Theory]
    [InlineData(false, 1.0)]
    [InlineData(true, 0.5)]
    public void Xavier_has_the_textbook_width_unless_compatibility_is_asked_for(bool isDsstne, double share)
    {
        var weights = new float[300 * 200];
        new WeightInit(WeightScheme.Xavier, IsDsstne: isDsstne).Fill(weights, 300, 200, 9, 2);
        double width = share * Math.Sqrt(6.0 / 500);
        Assert.InRange(weights.Max(MathF.Abs), 0.99 * width, width);
    }

    [Theory]
    [InlineData(false, 0.3)]
    [InlineData(true, -0.3)]
    public void A_constant_start_keeps_its_sign_unless_compatibility_is_asked_for(bool isDsstne, double expected)
    {
        var weights = new float[10];
        new WeightInit(WeightScheme.Constant, 0.3, IsDsstne: isDsstne).Fill(weights, 2, 5, 9, 1);
        Assert.All(weights, weight => Assert.Equal(expected, weight, 1e-6));
    }

    // RELUSlope defaults to 1 there, which makes a leaky unit the identity.
    [Fact]
    public void A_leaky_unit_without_a_slope_is_not_linear()
    {
        const string network = """{ "Layers": [ {}, { "N": 3, "Activation": "LRelu" }, {} ] }""";
        Assert.Equal(0.01f, ConfigReaderTests.Parse(network).Definition(4).Layers[0].Activation.Slope);
        var compatible = ConfigReaderTests.Parse(network.Replace("{ \"Layers\"", "{ \"Compatibility\": \"dsstne\", \"Layers\"", StringComparison.Ordinal));
        Assert.Equal(1f, compatible.Definition(4).Layers[0].Activation.Slope);
        Assert.Contains(compatible.Warnings, warning => warning.Contains("no different from Linear", StringComparison.Ordinal));
    }

    [Fact]
    public void Dropped_sigmoid_units_are_one_half_only_where_compatibility_is_asked_for()
    {
        var textbook = Networks.Define(3, ErrorFunction.L2, Activation.Linear, Activation.Sigmoid, 2);
        textbook = textbook with { Layers = [textbook.Layers[0] with { Dropout = 0.5 }, textbook.Output] };
        var weights = NetworkWeights.Zero(textbook);
        Array.Fill(weights.Matrix(1), 1f);
        var data = SparseMatrix.FromTriples(1, 3, [0], [0], [1f]);
        // Output 2 has target 0 and linear L2: its bias gradient is the sum of what two dropped hidden units send.
        Assert.Equal(0, Gradient(textbook, weights, data, [0], new DropAll()).Bias(1)[2], 1e-6);
        Assert.Equal(1, Gradient(textbook with { DropsSigmoidToHalf = true }, weights, data, [0], new DropAll()).Bias(1)[2], 1e-6);
    }

    private static NetworkWeights Gradient(NetworkDefinition definition, NetworkWeights weights, SparseMatrix data, int[] rows, IMasks? masks = null)
    {
        using var network = new CpuBackEnd(2).Load(new NetworkSetup(definition, weights, rows.Length));
        network.SetData(data);
        return network.Gradient(rows, new StepSettings(0, 0, 0.1, masks ?? new HashMasks(definition, 1)));
    }

    private sealed class EveryOther : IMasks
    {
        public bool KeepsInput(int epoch, int row, int entry, int item) => entry % 2 == 0;

        public bool KeepsUnit(long update, int layer, int batchRow, int unit) => true;
    }

    private sealed class DropAll : IMasks
    {
        public bool KeepsInput(int epoch, int row, int entry, int item) => true;

        public bool KeepsUnit(long update, int layer, int batchRow, int unit) => false;
    }
}
