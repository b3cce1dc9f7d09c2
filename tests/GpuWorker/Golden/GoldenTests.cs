using System.Text.Json.Nodes;
using RecPipeline.Models.Autoencoder;
using RecPipeline.Models.Autoencoder.Cpu;

namespace RecPipeline.GpuWorker.Tests.Golden;

/// <summary>Every golden run on every back end: outputs, losses, gradients and weights of a NumPy reference.</summary>
public abstract class GoldenTests
{
    /// <summary>Absolute, of weights, gradients and activations.</summary>
    private protected virtual double Tolerance => 2e-5;

    /// <summary>Relative, of losses.</summary>
    private protected virtual double LossTolerance => 1e-6;

    public static TheoryData<string> Names => GoldenCase.Names;

    private protected abstract IBackEnd NewBackEnd();

    private protected void Run(string name)
    {
        var golden = new GoldenCase(name);
        using var backEnd = NewBackEnd();
        using var network = backEnd.Load(new NetworkSetup(golden.Definition, golden.Weights, golden.BatchSize, golden.Rule));
        network.SetData(GoldenCase.Data);
        foreach (var update in golden.Updates)
            Check(golden, network, update!);
    }

    private void Check(GoldenCase golden, INetwork network, JsonNode update)
    {
        var (rows, step) = (GoldenCase.Rows(update), golden.Step(update));
        if (update["gradients"] is JsonArray gradients)
        {
            AssertClose(golden.ToWeights(gradients), network.Gradient(rows, step), Tolerance, "gradient");
            network.TakeLoss();
        }
        network.Train(rows, step);
        var loss = network.TakeLoss();
        AssertRelative((double)update["dataLossSum"]!, loss.Data);
        AssertRelative((double)update["sparsenessPenalty"]!, loss.Sparseness);
        if (update["weightsAfter"] is JsonArray expected)
        {
            var weights = NetworkWeights.Zero(golden.Definition);
            network.CopyTo(weights, null);
            AssertClose(golden.ToWeights(expected), weights, golden.WeightTolerance(Tolerance), $"weights after update {update["update"]}");
        }
    }

    private void AssertRelative(double expected, double actual) =>
        Assert.True(Math.Abs(expected - actual) <= LossTolerance * Math.Abs(expected) + 1e-9, $"loss {actual}, expected {expected}");

    private static void AssertClose(NetworkWeights expected, NetworkWeights actual, double tolerance, string what)
    {
        foreach (var (wanted, found, array) in expected.Arrays.Zip(actual.Arrays, Enumerable.Range(0, 99)))
            for (int i = 0; i < wanted.Length; i++)
                Assert.True(Math.Abs(wanted[i] - found[i]) <= tolerance, $"{what}, array {array}, element {i}: {found[i]}, expected {wanted[i]}");
    }
}

public class CpuGoldenTests : GoldenTests
{
    [Theory]
    [MemberData(nameof(Names))]
    public void The_vector_kernels_follow_the_reference(string name) => Run(name);

    private protected override IBackEnd NewBackEnd() => new CpuBackEnd(threads: 2);
}

public class PlainCpuGoldenTests : GoldenTests
{
    [Theory]
    [MemberData(nameof(Names))]
    public void The_plain_outputs_follow_the_reference(string name) => Run(name);

    private protected override IBackEnd NewBackEnd() => new CpuBackEnd(threads: 1, isPlain: true);
}
