using System.Collections;
using RecPipeline.Jobs.Configuration;
using RecPipeline.Jobs.Running;
using RecPipeline.Tests.Support;

namespace RecPipeline.Jobs.Tests.Configuration;

public class ConfigurationLoaderTests
{
    [Fact]
    public void Load_ObjectAsASetting_IsLaidOverTheKeysThere()
    {
        var options = ConfigurationLoader.Load([], new System.Collections.Hashtable(), ["als.lists.rank=7", "als.lists={\"maxIter\":3}", "spark.conf={}"]);
        Assert.Equal((7, 3), (options.Als.Lists.Rank, options.Als.Lists.MaxIter));
        Assert.Empty(options.Spark.Conf);
    }

    [Fact]
    public void Load_NoLayers_GivesTheDefaults() => Assert.Equal(
        OptionProperties.ToJson(new PipelineOptions()).ToJsonString(), OptionProperties.ToJson(new Layers().Load()).ToJsonString());

    [Fact]
    public void Load_ShippedFile_HasNoMistake()
    {
        var options = ConfigurationLoader.Load([Repository.At("conf", "pipeline.json")], new Hashtable(), []);
        Assert.Equal("{home}/data/ml-latest-small/ratings.csv", options.Input.Ratings);
    }

    [Fact]
    public void Load_LaterLayer_WinsOverEarlierOnes()
    {
        var layers = new Layers { Files = ["""{ "als": { "lists": { "rank": 2 } } }"""] };
        Assert.Equal(2, layers.Load().Als.Lists.Rank);
        layers = layers with { Files = [.. layers.Files, """{ "als": { "lists": { "rank": 3 } } }"""] };
        Assert.Equal(3, layers.Load().Als.Lists.Rank);
        layers = layers with { Environment = new Hashtable { ["RECPIPELINE_SET_als__lists__rank"] = "4" } };
        Assert.Equal(4, layers.Load().Als.Lists.Rank);
        layers = layers with { Set = ["als.lists.rank=5"] };
        Assert.Equal(5, layers.Load().Als.Lists.Rank);
        layers = layers with { Set = [.. layers.Set, "als.lists.rank=6"] };
        Assert.Equal(6, layers.Load().Als.Lists.Rank);
    }

    [Fact]
    public void Load_LaterLayer_LeavesOtherKeysOfTheGroupAlone()
    {
        var options = new Layers { Files = ["""{ "als": { "lists": { "rank": 2, "alpha": 7 } } }""", """{ "als": { "lists": { "rank": 3 } } }"""] }.Load();
        Assert.Equal((3, 7.0, 10), (options.Als.Lists.Rank, options.Als.Lists.Alpha, options.Als.Lists.MaxIter));
    }

    [Fact]
    public void Load_OtherVariables_AreNotRead() =>
        Assert.Equal(42, new Layers { Environment = new Hashtable { ["RECPIPELINE_HOME"] = "/x", ["PATH"] = "", ["seed"] = "1" } }.Load().Seed);

    [Fact]
    public void Load_CommentsAndTrailingCommas_AreAllowed() => Assert.Equal(7, new Layers { Files = ["// why\n{ \"seed\": 7, /* so */ }"] }.Load().Seed);

    [Theory]
    [InlineData("similarity.values=rating", "rating")]
    [InlineData("similarity.values=\"rating\"", "rating")]
    public void Load_TextOfASetting_NeedsNoQuotes(string setting, string expected) => Assert.Equal(expected, new Layers { Set = [setting] }.Load().Similarity.Values);

    [Fact]
    public void Load_Setting_KeepsWhatFollowsTheFirstEqualsSign() => Assert.Equal("a=b=c", new Layers { Set = ["output=a=b=c"] }.Load().Output);

    [Fact]
    public void Load_Lists_AreReplacedWhole() => Assert.Equal(
        ["strong_all"], new Layers { Files = ["""{ "evaluate": { "protocols": ["hash_20", "loo_last"] } }"""], Set = ["evaluate.protocols=[\"strong_all\"]"] }.Load().Evaluate.Protocols);

    [Fact]
    public void Load_SeveralMistakes_ReportsAllWithWhereTheyStand() => Assert.Equal(
        [
            "--set seed: write --set key=value, such as --set als.lists.rank=32.",
            "0.json: unknown key 'als.lists.rnk'. Did you mean 'rank'?",
            "environment RECPIPELINE_SET_threads: threads is -1, it must be from 0 to 1024.",
            "--set similarity.values: similarity.values is \"cosine\", it must be one of binary, rating.",
            "evaluate.protocols names a protocol twice.",
            "topN.candidates is 5, below topN.n = 10; a list needs at least n candidates.",
        ],
        new Layers
        {
            Files = ["""{ "als": { "lists": { "rnk": 3 } }, "topN": { "candidates": 5 }, "evaluate": { "protocols": ["hash_20", "hash_20"] } }"""],
            Environment = new Hashtable { ["RECPIPELINE_SET_threads"] = "-1" },
            Set = ["similarity.values=cosine", "seed"],
        }.Mistakes());

    [Theory]
    [InlineData("{ \"seed\": 1", "0.json: ")]
    [InlineData("[1]", "0.json: the file must hold one JSON object.")]
    [InlineData("", "0.json: ")]
    [InlineData("{ \"seed\": 1, \"seed\": 2 }", "0.json: ")]
    public void Load_DamagedFile_IsAMistakeThatNamesTheFile(string text, string expected) =>
        Assert.StartsWith(expected, Assert.Single(new Layers { Files = [text] }.Mistakes()), StringComparison.Ordinal);

    [Fact]
    public void Load_MissingFile_IsAMistakeThatNamesTheFile()
    {
        var error = Assert.Throws<UsageException>(() => ConfigurationLoader.Load(["no/such.json"], new Hashtable(), []));
        Assert.StartsWith("The configuration has 1 mistake:\n  no/such.json: Could not find", error.Message, StringComparison.Ordinal);
    }
}
