using System.Collections;
using RecPipeline.Jobs.Commands;
using RecPipeline.Jobs.Configuration;
using RecPipeline.Jobs.Running;
using RecPipeline.Models.Als;
using RecPipeline.Tests.Support.Runs;

namespace RecPipeline.Jobs.Tests.Configuration;

/// <summary>How the engine and Spark's own settings are given.</summary>
public class SparkOptionsTests
{
    [Fact]
    public void Load_SettingsOfSparkOneByOneOrFromAFile_AreTheSameMap()
    {
        var fromFile = new Layers { Files = ["""{ "spark": { "conf": { "spark.executor.memory": "2g", "spark.speculation": true, "spark.task.cpus": 1 } } }"""] }.Load();
        var oneByOne = new Layers { Set = ["spark.conf.spark.executor.memory=2g", "spark.conf.spark.speculation=true", "spark.conf.spark.task.cpus=1"] }.Load();
        Assert.Equal(
            new SortedDictionary<string, string> { ["spark.executor.memory"] = "2g", ["spark.speculation"] = "true", ["spark.task.cpus"] = "1" },
            new SortedDictionary<string, string>(fromFile.Spark.Conf.ToDictionary()));
        Assert.Equal(fromFile.Spark.Conf.OrderBy(each => each.Key), oneByOne.Spark.Conf.OrderBy(each => each.Key));
    }

    [Fact]
    public void Load_KeyThatBeginsAnother_KeepsBoth() => Assert.Equal(
        ["spark.speculation.interval=1s", "spark.speculation=true"],
        new Layers { Set = ["spark.conf.spark.speculation=true", "spark.conf.spark.speculation.interval=1s"] }.Load().Spark.Conf.Select(each => $"{each.Key}={each.Value}").Order(StringComparer.Ordinal));

    [Fact]
    public void Load_SettingsThatAreNoMap_SaysWhatTheyMustBe() => Assert.Equal(
        "--set spark.conf: spark.conf is 3, it must be keys in { }, each value a text.", Assert.Single(new Layers { Set = ["spark.conf=3"] }.Mistakes()));

    [Fact]
    public void Load_UnknownEngine_NamesBoth() => Assert.Equal(
        "--set engine: engine is \"dask\", it must be one of local, spark.", Assert.Single(new Layers { Set = ["engine=dask"] }.Mistakes()));

    [Fact]
    public void Settings_OfTheCommandLine_BecomeOptions()
    {
        var command = new RunOptions { Engine = "spark", Master = "local[2]", AllowUntestedSpark = true, Conf = ["spark.ui.enabled=false", "my.json", "spark.x=a=b"] };
        Assert.Equal(["my.json"], RunSettings.Files(command));
        var options = ConfigurationLoader.Load([], new Hashtable(), RunSettings.Settings(command));
        Assert.Equal(("spark", "local[2]", true), (options.Engine, options.Spark.Master, options.Spark.AllowUntested));
        Assert.Equal([("spark.ui.enabled", "false"), ("spark.x", "a=b")], options.Spark.Conf.Select(each => (each.Key, each.Value)).Order());
    }

    [Fact]
    public void Key_OfAls_KnowsTheSolverAndNotTheEngine()
    {
        var als = Pipeline.Stages.Single(stage => stage.Name == "als").Definition;
        string Key(string engine, string solver, int blocks = 8) => als.KeyOptions(new PipelineOptions { Engine = engine }.With<AlsOptions>("als", options => options with { Solver = solver, Blocks = blocks })).ToJsonString();
        Assert.Equal(Key("local", "mllib"), Key("spark", "executors"));
        Assert.Equal(Key("local", "mllib", 8), Key("local", "mllib", 9));
        Assert.NotEqual(Key("local", "mllib"), Key("spark", "mllib"));
        Assert.NotEqual(Key("spark", "mllib", 8), Key("spark", "mllib", 9));
    }

    [Fact]
    public void Key_OfOtherTables_DoesNotKnowTheEngine() => Assert.All(Pipeline.Stages.Where(stage => stage.Name is not ("als" or "als-ratings" or "als-plain") && stage.Writes.Count > 0), stage => Assert.Equal(
        stage.Definition.KeyOptions(new PipelineOptions()).ToJsonString(), stage.Definition.KeyOptions(new PipelineOptions { Engine = "spark" }).ToJsonString()));
}
