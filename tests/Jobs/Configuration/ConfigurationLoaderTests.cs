using System.Collections;
using RecPipeline.Jobs.Configuration;
using RecPipeline.Jobs.Running;
using RecPipeline.Models.Als;
using RecPipeline.Models.Similarity;
using RecPipeline.Tests.Support;

namespace RecPipeline.Jobs.Tests.Configuration;

public class ConfigurationLoaderTests
{
    [Fact]
    public void Load_ObjectAsASetting_IsLaidOverTheKeysThere()
    {
        var options = ConfigurationLoader.Load([], new System.Collections.Hashtable(), ["models.als.rank=7", "models.als={\"maxIter\":3}", "spark.conf={}"]);
        Assert.Equal((7, 3), (Als(options).Rank, Als(options).MaxIter));
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
        var layers = new Layers { Files = ["""{ "models": { "als": { "rank": 2 } } }"""] };
        Assert.Equal(2, Als(layers.Load()).Rank);
        layers = layers with { Files = [.. layers.Files, """{ "models": { "als": { "rank": 3 } } }"""] };
        Assert.Equal(3, Als(layers.Load()).Rank);
        layers = layers with { Environment = new Hashtable { ["RECPIPELINE_SET_models__als__rank"] = "4" } };
        Assert.Equal(4, Als(layers.Load()).Rank);
        layers = layers with { Set = ["models.als.rank=5"] };
        Assert.Equal(5, Als(layers.Load()).Rank);
        layers = layers with { Set = [.. layers.Set, "models.als.rank=6"] };
        Assert.Equal(6, Als(layers.Load()).Rank);
    }

    [Fact]
    public void Load_LaterLayer_LeavesOtherKeysOfTheGroupAlone()
    {
        var options = new Layers { Files = ["""{ "models": { "als": { "rank": 2, "alpha": 7 } } }""", """{ "models": { "als": { "rank": 3 } } }"""] }.Load();
        Assert.Equal((3, 7.0, 10), (Als(options).Rank, Als(options).Alpha, Als(options).MaxIter));
    }

    // A hyphen is no part of a variable's name.
    [Fact]
    public void Load_ModelWithAHyphen_IsAnUnderscoreInVariables() => Assert.Equal(
        7, new Layers { Environment = new Hashtable { ["RECPIPELINE_SET_models__als_ratings__rank"] = "7" } }.Load().Models.Of<AlsRatingsOptions>("als-ratings").Rank);

    [Fact]
    public void Load_OtherVariables_AreNotRead() =>
        Assert.Equal(42, new Layers { Environment = new Hashtable { ["RECPIPELINE_HOME"] = "/x", ["PATH"] = "", ["seed"] = "1" } }.Load().Seed);

    [Fact]
    public void Load_CommentsAndTrailingCommas_AreAllowed() => Assert.Equal(7, new Layers { Files = ["// why\n{ \"seed\": 7, /* so */ }"] }.Load().Seed);

    [Theory]
    [InlineData("models.similarity.values=rating", "rating")]
    [InlineData("models.similarity.values=\"rating\"", "rating")]
    public void Load_TextOfASetting_NeedsNoQuotes(string setting, string expected) => Assert.Equal(expected, new Layers { Set = [setting] }.Load().Models.Of<SimilarityOptions>("similarity").Values);

    [Fact]
    public void Load_Setting_KeepsWhatFollowsTheFirstEqualsSign() => Assert.Equal("a=b=c", new Layers { Set = ["output=a=b=c"] }.Load().Output);

    [Fact]
    public void Load_Lists_AreReplacedWhole() => Assert.Equal(
        ["strong_all"], new Layers { Files = ["""{ "evaluate": { "protocols": ["hash_20", "loo_last"] } }"""], Set = ["evaluate.protocols=[\"strong_all\"]"] }.Load().Evaluate.Protocols);

    [Fact]
    public void Load_SeveralMistakes_ReportsAllWithWhereTheyStand() => Assert.Equal(
        [
            "--set seed: write --set key=value, such as --set models.als.rank=32.",
            "0.json: 'als.lists.rnk' is called models.als.rnk now.",
            "environment RECPIPELINE_SET_threads: threads is -1, it must be from 0 to 1024.",
            "--set models.similarity.values: models.similarity.values is \"cosine\", it must be one of binary, rating.",
            "evaluate.protocols names a protocol twice.",
            "topN.candidates is 5, below topN.n = 10; a list needs at least n candidates.",
        ],
        new Layers
        {
            Files = ["""{ "als": { "lists": { "rnk": 3 } }, "topN": { "candidates": 5 }, "evaluate": { "protocols": ["hash_20", "hash_20"] } }"""],
            Environment = new Hashtable { ["RECPIPELINE_SET_threads"] = "-1" },
            Set = ["models.similarity.values=cosine", "seed"],
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

    private static AlsOptions Als(PipelineOptions options) => options.Models.Of<AlsOptions>("als");
}
