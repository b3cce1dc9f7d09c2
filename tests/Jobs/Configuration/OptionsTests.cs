using System.Reflection;
using RecPipeline.Foundation;
using RecPipeline.Jobs.Configuration;
using RecPipeline.Models.Splitting;
using RecPipeline.Ratings.Layouts;

namespace RecPipeline.Jobs.Tests.Configuration;

/// <summary>Types, ranges and rules of single options.</summary>
public class OptionsTests
{
    [Theory]
    [InlineData("threads=two", "threads is \"two\", it must be a whole number.")]
    [InlineData("threads=1.5", "threads is 1.5, it must be a whole number.")]
    [InlineData("threads=99999999999", "threads is 99999999999, it must be a whole number.")]
    [InlineData("threads=1025", "threads is 1025, it must be from 0 to 1024.")]
    [InlineData("threads=null", "threads is \"\", it must be a whole number.")]
    [InlineData("threads=[1]", "threads is [1], it must be a whole number.")]
    [InlineData("likedThreshold=much", "likedThreshold is \"much\", it must be a number.")]
    [InlineData("likedThreshold=NaN", "likedThreshold is \"NaN\", it must be a number.")]
    [InlineData("clean.requireKnownItem=yes", "clean.requireKnownItem is \"yes\", it must be true or false.")]
    [InlineData("clean.maxRejectedShare=1.01", "clean.maxRejectedShare is 1.01, it must be from 0 to 1.")]
    [InlineData("clean.ratingRange=[5,1]", "clean.ratingRange is [5,1], it must be a pair [low, high] with low below high.")]
    [InlineData("clean.ratingRange=[1,2,3]", "clean.ratingRange is [1,2,3], it must be a pair [low, high] with low below high.")]
    [InlineData("clean.ratingRange=5", "clean.ratingRange is 5, it must be a list, each entry a number.")]
    [InlineData("models.als.solver=spark", "models.als.solver is \"spark\", it must be one of mllib, executors.")]
    [InlineData("models.als=3", "models.als is 3, it must be a group of keys in { }.")]
    [InlineData("gate.metrics=[null]", "gate.metrics is [null], it must be a list, each entry a text.")]
    [InlineData("clean=3", "clean is 3, it must be a group of keys in { }.")]
    [InlineData("output.folder=x", "output is a group, it must be a text.")]
    [InlineData("output=12", "output is 12, it must be a text.")]
    public void Load_ValueOfTheWrongKind_SaysWhatItMustBe(string setting, string expected)
    {
        string key = setting[..setting.IndexOf('=', StringComparison.Ordinal)];
        Assert.Equal($"--set {key}: {expected}", Assert.Single(new Layers { Set = [setting] }.Mistakes()));
    }

    [Theory]
    [InlineData("output=", "output is empty; name the folder of all tables.")]
    [InlineData("input.ratings=", "input.ratings is empty; name the ratings file.")]
    [InlineData("evaluate.cutoffs=[]", "evaluate.cutoffs must hold at least one list length from 1 to 10000.")]
    [InlineData("evaluate.cutoffs=[10,0]", "evaluate.cutoffs must hold at least one list length from 1 to 10000.")]
    [InlineData("topN.n=300", "topN.candidates is 200, below topN.n = 300; a list needs at least n candidates.")]
    [InlineData("gate.metrics=[\"NDCG@100\"]", "gate.metrics: 'NDCG@100' is not protocol/model/metric@cutoff, such as strong_liked/blend/NDCG@100.")]
    public void Load_OptionsThatDoNotFitTogether_AreMistakes(string setting, string expected) =>
        Assert.Equal(expected, Assert.Single(new Layers { Set = [setting] }.Mistakes()));

    [Fact]
    public void Load_BlendWithoutAnyWeight_IsAMistake() => Assert.Equal(
        "no enabled model of lists has a weight above 0; give at least one a weight, such as models.als.weight=1.",
        Assert.Single(new Layers { Set = ["models.similarity.weight=0", "models.als.weight=0"] }.Mistakes()));

    [Theory]
    [InlineData("sed=1", "--set sed: unknown key 'sed'. Did you mean 'seed'?")]
    [InlineData("topn.n=1", "--set topn.n: unknown key 'topn'. Did you mean 'topN'?")]
    [InlineData("models.als.regularisation=1", "--set models.als.regularisation: unknown key 'models.als.regularisation'. Known: alpha, blocks, enabled, frequencyExponent, ialsRegParam, maxBroadcastBytes, maxIter, objective, rank, regParam, solver, unobservedWeight, values, weight, write.")]
    [InlineData("models.ials.rank=3", "--set models.ials.rank: unknown model 'ials' in 'models.ials'. Did you mean 'als'?")]
    [InlineData("als.lists.rank=3", "--set als.lists.rank: 'als.lists.rank' is called models.als.rank now.")]
    [InlineData("topN.blend.als=3", "--set topN.blend.als: 'topN.blend.als' is called models.als.weight now.")]
    [InlineData("similarity={\"k\":3}", "--set similarity: 'similarity.k' is called models.similarity.k now.")]
    public void Load_UnknownKey_NamesTheNearestOrAllKnown(string setting, string expected) =>
        Assert.Equal(expected, Assert.Single(new Layers { Set = [setting] }.Mistakes()));

    [Fact]
    public void Rules_EveryDefault_IsAccepted() => Assert.All(Leaves(new PipelineOptions()), leaf =>
        Assert.True(leaf.Property.GetCustomAttribute<RuleAttribute>()?.Accepts(leaf.Value) ?? true, $"{leaf.Property.DeclaringType!.Name}.{leaf.Property.Name}"));

    [Fact]
    public void Between_ItsEnds_AreInside()
    {
        var rule = new BetweenAttribute(0.5, 2);
        Assert.All<object>([0.5, 1, 2L, 2.0], value => Assert.True(rule.Accepts(value)));
        Assert.All<object>([0.4999, 3, -1L, double.PositiveInfinity], value => Assert.False(rule.Accepts(value)));
        Assert.Equal("from 0.5 to 2", rule.Words);
    }

    [Fact]
    public void Layout_ItsWords_AreTheLayoutsThatExist() => Assert.Equal(["auto", .. CsvLayouts.All.Select(layout => layout.Name), "table"], Words(typeof(InputOptions), nameof(InputOptions.Layout)));

    [Fact]
    public void Protocols_TheirWords_AreTheSplitsThatExist() => Assert.Equal(Splits.Names, Words(typeof(EvaluateOptions), nameof(EvaluateOptions.Protocols)));

    private static IReadOnlyList<string> Words(Type options, string property) => options.GetProperty(property)!.GetCustomAttribute<OneOfAttribute>()!.Choices;

    private static IEnumerable<(PropertyInfo Property, object Value)> Leaves(object options) => OptionProperties.Of(options.GetType())
        .Select(property => (Property: property, Value: property.GetValue(options)!))
        .SelectMany(each => OptionProperties.IsGroup(each.Property.PropertyType) ? Leaves(each.Value) : [each]);
}
