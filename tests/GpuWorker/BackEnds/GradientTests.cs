using RecPipeline.Models.Autoencoder;
using RecPipeline.Models.Autoencoder.Cpu;
using RecPipeline.Models.Matrices;

namespace RecPipeline.GpuWorker.Tests.BackEnds;

/// <summary>The gradient of every loss with every activation against central differences of the plain twin's loss.</summary>
public abstract class GradientTests
{
    private const int Items = 11, Rows = 5;
    private const double Nudge = 1e-5;

    /// <summary>float32 against double: about 1e-6 of values of a few units.</summary>
    private protected virtual double Tolerance => 2e-5;

    public static TheoryData<ErrorFunction, Activation> Pairs
    {
        get
        {
            var pairs = new TheoryData<ErrorFunction, Activation>();
            foreach (var (loss, output) in Networks.Pairs)
                pairs.Add(loss, output);
            return pairs;
        }
    }

    public static TheoryData<Activation> HiddenActivations => [.. Enum.GetValues<Activation>().Where(each => each != Activation.SoftMax)];

    private protected abstract IBackEnd NewBackEnd();

    private protected void CheckPair(ErrorFunction loss, Activation output) =>
        Check(Networks.Define(Items, loss, output, Activation.Tanh, 4) with { UsesValues = loss is ErrorFunction.L1 or ErrorFunction.L2 or ErrorFunction.L2Hinge or ErrorFunction.DataScaledMarginalCrossEntropy });

    private protected void CheckHidden(Activation hidden) =>
        Check(Networks.Define(Items, ErrorFunction.CrossEntropy, Activation.Sigmoid, hidden, 5, 4));

    private protected void CheckEverything()
    {
        var plain = Networks.Define(Items, ErrorFunction.Multinomial, Activation.SoftMax, Activation.Sigmoid, 4, 6, 4);
        Check(plain with
        {
            IsTied = true, NormalizeInput = true, UsesValues = true, Denoising = 0.3,
            Layers = [.. plain.Layers.SkipLast(1).Select(layer => layer with { Dropout = 0.25, SparsityTarget = 0.2, SparsityWeight = 0.5 }), plain.Output],
        });
    }

    private protected void Check(NetworkDefinition definition)
    {
        var (data, weights) = (Networks.Data(3, 9, Items, 0.4), Networks.Weights(definition, 5));
        var step = Networks.Step(definition);
        int[] rows = [7, 2, 4, 0, 8];
        Assert.Equal(Rows, rows.Length);
        using var backEnd = NewBackEnd();
        using var network = backEnd.Load(new NetworkSetup(definition, weights, Rows));
        network.SetData(data);
        var gradient = network.Gradient(rows, step);
        AssertIsGradient(gradient, PlainNetwork.Of(definition, weights), () => PlainNetwork.Of(definition, weights).Objective(data, rows, step), data, rows, step);
        double loss = PlainNetwork.Of(definition, weights).DataLoss(data, rows, step);
        Assert.Equal(loss, network.TakeLoss().Data, 2e-6 * Math.Abs(loss));
    }

    private void AssertIsGradient(NetworkWeights gradient, PlainNetwork plain, Func<double> objective, SparseMatrix data, int[] rows, StepSettings step)
    {
        Assert.True(double.IsFinite(objective()));
        for (int layer = 0; layer < gradient.Layers; layer++)
        {
            AssertArray(gradient.Matrix(layer), plain.Matrices[layer], () => plain.Objective(data, rows, step), $"matrix {layer}");
            AssertArray(gradient.Bias(layer), plain.Biases[layer], () => plain.Objective(data, rows, step), $"bias {layer}");
        }
    }

    private void AssertArray(float[] gradient, double[] weights, Func<double> objective, string what)
    {
        for (int i = 0; i < weights.Length; i++)
        {
            double weight = weights[i];
            weights[i] = weight + Nudge;
            double above = objective();
            weights[i] = weight - Nudge;
            double below = objective();
            weights[i] = weight;
            double difference = (above - below) / (2 * Nudge);
            Assert.True(Math.Abs(difference - gradient[i]) <= Tolerance * Math.Max(1, Math.Abs(difference)), $"{what}, element {i}: gradient {gradient[i]}, difference {difference}");
        }
    }
}

public class CpuGradientTests : GradientTests
{
    [Theory]
    [MemberData(nameof(Pairs))]
    public void Every_loss_with_every_output_activation(ErrorFunction loss, Activation output) => CheckPair(loss, output);

    [Theory]
    [MemberData(nameof(HiddenActivations))]
    public void Every_hidden_activation(Activation hidden) => CheckHidden(hidden);

    [Fact]
    public void Everything_at_once() => CheckEverything();

    private protected override IBackEnd NewBackEnd() => new CpuBackEnd(threads: 2);
}
