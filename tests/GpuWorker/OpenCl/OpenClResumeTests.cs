using RecPipeline.GpuWorker.ModelFiles;
using RecPipeline.GpuWorker.Tests.Commands;
using RecPipeline.GpuWorker.Tests.Training;

namespace RecPipeline.GpuWorker.Tests.OpenCl;

/// <summary>A run on a device that is killed and started again.</summary>
public class OpenClResumeTests
{
    // docs/dsstne.md: weights on a device agree within 2e-4 for adaptive rules; the network of the test has Adam.
    private const double Tolerance = 2e-4;

    [OpenClFact]
    [Trait("Tier", "All")]
    public void A_run_killed_on_the_device_ends_within_the_tolerance_of_a_whole_one()
    {
        using var files = new TrainingFiles(items: 300, users: 200);
        files.Write("config.json", TrainingFiles.Network.Replace("\"Epochs\": 4", "\"Epochs\": 30", StringComparison.Ordinal));
        Assert.Equal(0, Worker.Run(files.At(), "train -c config.json -i hand-off -n whole.model --device opencl").ExitCode);
        // A fast device may finish before a kill; what it has finished is compared as it is.
        for (int kill = 1; kill <= 3 && !File.Exists(files.At("cut.model")); kill++)
        {
            using var child = Worker.Start(files.At(), "train -c config.json -i hand-off -n cut.model --device opencl --checkpoint-epochs 1".Split(' '));
            while (!child.HasEnded && !child.Output.Contains($"epoch {8 * kill}/", StringComparison.Ordinal))
                Thread.Sleep(5);
            child.Kill();
        }
        if (!File.Exists(files.At("cut.model")))
        {
            Assert.True(File.Exists(files.At("cut.model.checkpoint")));
            var last = Worker.Run(files.At(), "train -c config.json -i hand-off -n cut.model --device opencl");
            Assert.Contains("resumed after update", last.Output, StringComparison.Ordinal);
        }
        AssertAlike(TrainedModel.Load(files.At("whole.model")), TrainedModel.Load(files.At("cut.model")));
    }

    private static void AssertAlike(TrainedModel whole, TrainedModel cut)
    {
        Assert.Equal((whole.Header.Position.Update, whole.Header.BestEpoch), (cut.Header.Position.Update, cut.Header.BestEpoch));
        foreach (var (expected, found) in whole.Weights.Arrays.Zip(cut.Weights.Arrays))
            for (int i = 0; i < expected.Length; i++)
                Assert.Equal(expected[i], found[i], Tolerance);
    }
}
