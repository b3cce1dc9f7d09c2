using System.Diagnostics;
using RecPipeline.GpuWorker.Configuration;
using RecPipeline.GpuWorker.HandOff;
using RecPipeline.GpuWorker.Training;
using RecPipeline.Models.Autoencoder;
using RecPipeline.Models.Autoencoder.Cpu;

namespace RecPipeline.GpuWorker.Benchmarks;

/// <summary>Question: does negative sampling pay? The shipped network by <see cref="SampledNetwork"/> with all outputs and with fewer and fewer of them.</summary>
/// <remarks>Usage: dotnet run -c Release --project benchmarks/GpuWorker -- sampling --hand-off out/interactions/strong_liked/fold=0 [--ratios all,4,1,0.25].</remarks>
internal static class Sampling
{
    public static void Run(string[] args)
    {
        var options = args.Chunk(2).ToDictionary(pair => pair[0], pair => pair[^1]);
        var config = ConfigReader.Read(options.GetValueOrDefault("--config", "conf/autoencoder.json"));
        var job = new TrainingJob(config, new HandOffReader(Search.Folder(options["--hand-off"])), "none");
        Program.Line($"| drawn per stored output | outputs of an update | updates to the best epoch | validation NDCG@100 | processor s per update | to the best epoch |");
        Program.Line($"| --- | --- | --- | --- | --- | --- |");
        foreach (string ratio in options.GetValueOrDefault("--ratios", "all,4,1,0.25").Split(','))
            Measure(job, ratio);
    }

    private static void Measure(TrainingJob job, string ratio)
    {
        var network = new SampledNetwork(job, ratio == "all" ? double.PositiveInfinity : double.Parse(ratio, System.Globalization.CultureInfo.InvariantCulture));
        var (best, bestEpoch, epoch, seconds) = (0.0, 0, 0, 0.0);
        for (; epoch < job.Training.Epochs && epoch - bestEpoch < job.Training.Patience; epoch++)
        {
            var before = Process.GetCurrentProcess().TotalProcessorTime;
            int[] order = job.Order(epoch);
            for (int first = 0; first < order.Length; first += job.Training.BatchSize)
                network.Train(order.AsSpan(first, Math.Min(job.Training.BatchSize, order.Length - first)), epoch);
            seconds += (Process.GetCurrentProcess().TotalProcessorTime - before).TotalSeconds;
            if (Ndcg(job, network) is var ndcg && ndcg > best)
                (best, bestEpoch) = (ndcg, epoch + 1);
        }
        double updates = (double)epoch * job.BatchesPerEpoch;
        Program.Line($"| {ratio} | {network.Columns / updates:0} of {job.Definition.Items} | {bestEpoch * job.BatchesPerEpoch} | {best:0.0000} | {seconds / updates:0.0000} | {seconds / epoch * bestEpoch:0} |");
    }

    private static double Ndcg(TrainingJob job, SampledNetwork network)
    {
        var weights = NetworkWeights.Zero(job.Definition);
        network.CopyTo(weights);
        using var backEnd = new CpuBackEnd(threads: 1);
        using var copy = backEnd.Load(new NetworkSetup(job.Definition, weights, job.Training.BatchSize));
        return new Validator(job.Validation, job.Popularity).Measure(copy).Ndcg;
    }
}
