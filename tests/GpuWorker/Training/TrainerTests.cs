using RecPipeline.GpuWorker.Configuration;
using RecPipeline.GpuWorker.ModelFiles;
using RecPipeline.GpuWorker.OpenCl;
using RecPipeline.GpuWorker.Training;

namespace RecPipeline.GpuWorker.Tests.Training;

public class TrainerTests
{
    [Fact]
    public void Two_runs_give_one_model_on_any_number_of_threads()
    {
        using var files = new TrainingFiles();
        files.Train("a.model", threads: 1);
        files.Train("b.model", threads: 5);
        Assert.Equal(File.ReadAllBytes(files.At("a.model")), File.ReadAllBytes(files.At("b.model")));
        files.Train("c.model", TrainingFiles.Network.Replace("0.01", "0.011", StringComparison.Ordinal));
        Assert.NotEqual(File.ReadAllBytes(files.At("a.model")), File.ReadAllBytes(files.At("c.model")));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(9)]
    [InlineData(14)]
    [InlineData(27)]
    public void A_run_that_was_stopped_after_any_update_ends_with_the_same_model(int updates)
    {
        using var files = new TrainingFiles();
        files.Train("whole.model");
        using (var stop = new CancellationTokenSource())
            Assert.Throws<OperationCanceledException>(() => files.Train("cut.model", log: new StopAfter(updates, stop), stop: stop.Token));
        Assert.False(File.Exists(files.At("cut.model")));
        var log = new Lines();
        files.Train("cut.model", log: log);
        Assert.Contains($"resumed after update {updates}", log.Text, StringComparison.Ordinal);
        Assert.Equal(File.ReadAllBytes(files.At("whole.model")), File.ReadAllBytes(files.At("cut.model")));
        Assert.Equal(["cut.model", "whole.model"], Directory.GetFiles(files.At(), "*.model*").Select(Path.GetFileName).Order());
    }

    // Update 17 is the fourth of the third epoch.
    [Fact]
    public void A_lost_device_leaves_the_last_checkpoint_and_no_model()
    {
        using var files = new TrainingFiles();
        files.Train("whole.model");
        using (var lost = new LostDevice(update: 17))
        {
            var error = Assert.Throws<OpenClException>(() => files.Train(lost, "cut.model", settings: new TrainerSettings(0, CheckpointEpochs: 1)));
            Assert.Equal(1, error.Code);
            Assert.Equal("OpenCL clEnqueueNDRangeKernel(update) returned CL_INVALID_COMMAND_QUEUE (-36) on 'a card'. The device was lost: run the same command again, it goes on from the last checkpoint; --device cpu works without it.", error.Message);
        }
        Assert.Equal(["cut.model.checkpoint", "whole.model"], Directory.GetFiles(files.At(), "*.model*").Select(Path.GetFileName).Order());
        var log = new Lines();
        files.Train("cut.model", log: log);
        Assert.Contains("resumed after update 14 (epoch 3)", log.Text, StringComparison.Ordinal);
        Assert.Equal(File.ReadAllBytes(files.At("whole.model")), File.ReadAllBytes(files.At("cut.model")));
    }

    [Fact]
    public void A_checkpoint_of_another_run_is_refused()
    {
        using var files = new TrainingFiles();
        using (var stop = new CancellationTokenSource())
            Assert.Throws<OperationCanceledException>(() => files.Train("a.model", log: new StopAfter(3, stop), stop: stop.Token));
        var error = Assert.Throws<ConfigurationException>(() => files.Train("a.model", TrainingFiles.Network.Replace("0.3", "0.4", StringComparison.Ordinal)));
        Assert.Contains("is the checkpoint of another run", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_time_limit_leaves_a_checkpoint_and_code_75()
    {
        using var files = new TrainingFiles();
        var error = Assert.Throws<PipelineException>(() => files.Train("a.model", settings: new TrainerSettings(0, 0, 1e-9)));
        Assert.Equal(75, error.Code);
        Assert.True(File.Exists(files.At("a.model.checkpoint")));
    }

    [Fact]
    public void Checkpoints_by_epoch_and_by_time_change_nothing()
    {
        using var files = new TrainingFiles();
        files.Train("a.model");
        files.Train("b.model", settings: new TrainerSettings(1e-9, 1));
        Assert.Equal(File.ReadAllBytes(files.At("a.model")), File.ReadAllBytes(files.At("b.model")));
    }

    [Fact]
    public void Few_updates_are_said_and_warned_of()
    {
        using var files = new TrainingFiles();
        var log = new Lines();
        files.Train("a.model", log: log);
        Assert.Contains("28 updates: 4 epochs of 7 batches of 8", log.Text, StringComparison.Ordinal);
        Assert.Contains("warning: 28 updates are few", log.Text, StringComparison.Ordinal);
        var many = new Lines();
        files.Train("b.model", TrainingFiles.Network.Replace("\"Epochs\": 4", "\"Epochs\": 143", StringComparison.Ordinal), log: many);
        Assert.Contains("1,001 updates", many.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("updates are few", many.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_loss_that_is_no_number_stops_with_the_layer()
    {
        using var files = new TrainingFiles();
        string wild = """{ "ErrorFunction": "L2", "Layers": [ {}, { "Name": "Wild", "N": 6, "Activation": "Linear" }, { "Activation": "Linear" } ], "Training": { "LearningRate": 500, "BatchSize": 8, "Epochs": 200, "L2": 0 } }""";
        var error = Assert.Throws<PipelineException>(() => files.Train("a.model", wild));
        Assert.Equal(1, error.Code);
        Assert.StartsWith("Update 4: the loss is ", error.Message, StringComparison.Ordinal);
        Assert.Matches("Layer '(Wild|Output2)'", error.Message);
        Assert.Contains("Lower the learning rate", error.Message, StringComparison.Ordinal);
        Assert.False(File.Exists(files.At("a.model")));
    }

    [Fact]
    public void More_than_the_memory_is_refused_before_any_work()
    {
        var config = ConfigReader.Parse(TrainingFiles.Network, "test.json");
        double needed = Memory.Needed(config.Definition(1000), config.Training);
        Assert.InRange(needed, 4.0 * 8 * (2 * 6 * 1000), 4.0 * 8 * (2 * 7 * 1007 + 500));
        var error = Assert.Throws<ConfigurationException>(() => Memory.Check(2e9, 1e9, config.Definition(1000)));
        Assert.Contains("1,000 items needs about 1.9 GiB", error.Message, StringComparison.Ordinal);
        Assert.Contains("a matrix can hold", Assert.Throws<ArgumentException>(() => RecPipeline.Models.Autoencoder.NetworkWeights.Zero(config.Definition(400_000_000))).Message, StringComparison.Ordinal);
    }

    private sealed class StopAfter(int updates, CancellationTokenSource stop) : ITrainingLog
    {
        public void Say(string text)
        {
        }

        public void Batch(TrainingJob job, Position position, int users)
        {
            if (position.Update == updates)
                stop.Cancel();
        }

        public void Epoch(TrainingJob job, EpochResult result, bool isBest)
        {
        }
    }

    private sealed class Lines : ITrainingLog
    {
        private readonly List<string> _lines = [];

        public string Text => string.Join('\n', _lines);

        public void Say(string text) => _lines.Add(text);

        public void Batch(TrainingJob job, Position position, int users)
        {
        }

        public void Epoch(TrainingJob job, EpochResult result, bool isBest)
        {
        }
    }
}
