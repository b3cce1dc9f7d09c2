using System.Diagnostics;
using RecPipeline.GpuWorker.Commands;
using RecPipeline.Models.Autoencoder;
using RecPipeline.Models.Benchmarks;

namespace RecPipeline.GpuWorker.Benchmarks;

/// <param name="Batches">Batches to time; 0 for a whole epoch.</param>
internal sealed record EpochShape(int Users, int Items, int Rows, int Hidden, int Batch, int Batches, Optimizer Optimizer, string Device);

/// <summary>Times the sample network: sigmoid hidden layer, SMCE(1, 0, 1, 1), penalty, denoising; gather, sigmoid, loss and update included.</summary>
internal sealed class EpochMeasure(EpochShape shape, int threads, double peak)
{
    public void Run()
    {
        var data = RandomInteractions.Create(shape.Users, shape.Items, shape.Rows, binary: true);
        var definition = Definition();
        var rule = new TrainingRule(shape.Optimizer, 0.025, L2: shape.Optimizer == Optimizer.Sgd ? 1e-4 : 0, Mu: 0.9, Mu1: 0.999);
        using var backEnd = BackEnds.Open(shape.Device, threads);
        using var network = backEnd.Load(new NetworkSetup(definition, NetworkWeights.Initial(definition, 1, threads), shape.Batch, rule));
        network.SetData(data);
        var masks = new HashMasks(definition, 1);
        int[] order = [.. Enumerable.Range(0, data.Rows)];
        new Random(1).Shuffle(order);
        int whole = (data.Rows + shape.Batch - 1) / shape.Batch, batches = shape.Batches > 0 ? Math.Min(shape.Batches, whole) : whole;
        void Step(int batch) => network.Train(order.AsSpan(batch * shape.Batch, Math.Min(shape.Batch, order.Length - (batch * shape.Batch))), new StepSettings(batch, 0, 0.025, masks));
        Step(0);
        network.TakeLoss();
        Time(definition, data.Count, batches, whole, Step, network, backEnd.Name);
    }

    private void Time(NetworkDefinition definition, long entries, int batches, int whole, Action<int> step, INetwork network, string name)
    {
        var (clock, before) = (Stopwatch.StartNew(), Process.GetCurrentProcess().TotalProcessorTime);
        for (int batch = 0; batch < batches; batch++)
            step(batch);
        double handed = clock.Elapsed.TotalSeconds; // a back end may still be at work
        double loss = network.TakeLoss().Data, seconds = clock.Elapsed.TotalSeconds, used = (Process.GetCurrentProcess().TotalProcessorTime - before).TotalSeconds;
        int users = Math.Min(batches * shape.Batch, shape.Users);
        double operations = users * ((6.0 * definition.Items * shape.Hidden) + (4.0 * entries / shape.Users * shape.Hidden));
        Program.Line($"{batches} of {whole} batches of {shape.Batch}, {shape.Hidden} hidden units, {shape.Optimizer}, on {name}: {seconds:0.00} s ({handed:0.00} s until the last step was handed over), {used:0.00} processor s, loss per user {loss / users:0.00}");
        Program.Line($"{operations / seconds / 1e9:0.0} GFLOP/s by the clock; {operations / used / 1e9 / (peak / threads):0 %} of peak per processor second; an epoch would take {seconds * whole / batches:0.0} s ({used * whole / batches / threads:0.0} s on idle processors)");
    }

    private NetworkDefinition Definition() => new NetworkDefinition
    {
        Layers =
        [
            new LayerDefinition("Hidden", shape.Hidden, new ActivationRule(Activation.Sigmoid)) { SparsityTarget = 0.5, SparsityWeight = 2 },
            new LayerDefinition("Output", shape.Items, new ActivationRule(Activation.Sigmoid)),
        ],
        Loss = new LossRule(ErrorFunction.ScaledMarginalCrossEntropy, 1, 0, 1, 1),
        Denoising = 0.2,
    }.Checked();
}
