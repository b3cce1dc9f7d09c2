using RecPipeline.GpuWorker.Configuration;
using RecPipeline.GpuWorker.HandOff;
using RecPipeline.GpuWorker.ModelFiles;
using RecPipeline.GpuWorker.Tests.Training;

namespace RecPipeline.GpuWorker.Tests.ModelFiles;

public class ModelFileTests
{
    [Fact]
    public void Load_TrainedModel_SaysWhatItIs()
    {
        using var files = new TrainingFiles();
        files.Train("a.model");
        var model = TrainedModel.Load(files.At("a.model"));
        Assert.Equal([6, 40], model.Definition.Layers.Select(layer => layer.Units));
        Assert.Equal((4, 28L), (model.Header.BestEpoch, model.Header.Position.Update));
        Assert.Equal(4, model.Header.Epochs.Count);
    }

    [Fact]
    public void Load_EveryTruncation_IsRefused()
    {
        using var files = new TrainingFiles(items: 5, users: 9);
        files.Train("a.model");
        byte[] whole = File.ReadAllBytes(files.At("a.model"));
        for (int length = 0; length < whole.Length; length += 7)
        {
            File.WriteAllBytes(files.At("cut.model"), whole[..length]);
            Assert.Contains("cut.model", Assert.Throws<ConfigurationException>(() => TrainedModel.Load(files.At("cut.model"))).Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Load_AnyFlippedByte_IsRefused()
    {
        using var files = new TrainingFiles(items: 5, users: 9);
        files.Train("a.model");
        byte[] whole = File.ReadAllBytes(files.At("a.model"));
        for (int at = 0; at < whole.Length; at += 11)
        {
            byte[] broken = (byte[])whole.Clone();
            broken[at] ^= 4;
            File.WriteAllBytes(files.At("broken.model"), broken);
            Assert.Throws<ConfigurationException>(() => TrainedModel.Load(files.At("broken.model")));
        }
    }

    [Fact]
    public void CheckServes_ItemsOfAnotherRun_NamesTheField()
    {
        using var files = new TrainingFiles();
        files.Train("a.model");
        var model = TrainedModel.Load(files.At("a.model"));
        model.CheckServes(TrainingFiles.Promise(40), "x");
        Assert.Contains("'item_count'", Assert.Throws<ConfigurationException>(() => model.CheckServes(TrainingFiles.Promise(41), "x")).Message, StringComparison.Ordinal);
        Assert.Contains("'item_dictionary_hash'", Assert.Throws<ConfigurationException>(() => model.CheckServes(TrainingFiles.Promise(40) with { ItemDictionaryHash = "other" }, "x")).Message, StringComparison.Ordinal);
    }
}
