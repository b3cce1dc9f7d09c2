using System.Reflection;
using RecPipeline.Foundation;
using RecPipeline.Models.Contract;
using RecPipeline.Models.Tests.Support;

namespace RecPipeline.Models.Tests;

// What the registry, the documentation and the command line read of a model.
public sealed partial class ModelTests
{
    [Fact]
    public void Names_OfAllModels_AreFileSafeAndUnique()
    {
        string[] names = [.. ModelCatalogue.All.Select(model => model.Name)];
        Assert.Equal(names.Length, names.Distinct(StringComparer.OrdinalIgnoreCase).Count());
        Assert.All(names, name => Assert.Matches("^[a-z][a-z0-9]*(-[a-z0-9]+)*$", name));
        Assert.DoesNotContain(names, name => name is "blend" or "all");
    }

    [Theory]
    [MemberData(nameof(Models))]
    public void Words_EveryModel_SayWhatItDoesAndWhereItComesFrom(string name)
    {
        var model = ModelCatalogue.Named(name);
        Assert.Matches(@"^\p{Lu}.*\.$", model.Does);
        Assert.Matches(@"\b(19|20)\d\d\b", model.Source); // a paper or system has a year
        Assert.True(model.Version >= 1);
        Assert.True((model.Use & (ModelUse.Lists | ModelUse.Ratings)) != 0, $"{name} is for nothing");
    }

    [Theory]
    [MemberData(nameof(Models))]
    public void Options_EveryModel_HaveDocumentationAndRanges(string name)
    {
        var options = ModelCatalogue.Named(name).Defaults;
        foreach (var property in OptionsOf(options))
        {
            Assert.True(property.GetCustomAttribute<DocAttribute>()?.Text.EndsWith('.'),
                $"{name}.{property.Name} has no line of documentation");
            var rule = property.GetCustomAttribute<RuleAttribute>();
            Assert.True(rule is not null || property.PropertyType == typeof(bool)
                || property.PropertyType == typeof(string), $"{name}.{property.Name} has no range");
            Assert.True(rule?.Accepts(property.GetValue(options)!) ?? true, $"{name}.{property.Name}: its default is not {rule?.Words}");
        }
    }

    [Theory]
    [MemberData(nameof(Models))]
    public void Options_OutOfRange_AreRefused(string name)
    {
        foreach (var property in OptionsOf(ModelCatalogue.Named(name).Defaults))
            switch (property.GetCustomAttribute<RuleAttribute>())
            {
                case BetweenAttribute range:
                    Assert.True(range.Accepts(range.Low) && range.Accepts(range.High), $"{name}.{property.Name}");
                    Assert.False(range.Accepts(range.Low - 1) || range.Accepts(range.High * 2)
                        || range.Accepts(double.NaN), $"{name}.{property.Name}");
                    break;
                case OneOfAttribute words:
                    Assert.False(words.Accepts("no such word"), $"{name}.{property.Name}");
                    break;
            }
    }

    [Theory]
    [MemberData(nameof(Models))]
    public void Options_OfAnotherModel_AreRefusedByName(string name) => Assert.Contains(
        $"Model '{name}' has options of type",
        Assert.Throws<ArgumentException>(() => ModelCatalogue.Named(name).Lists(new ModelState(), new OtherOptions(), null!)).Message,
        StringComparison.Ordinal);

    [Theory]
    [MemberData(nameof(FittedHere))]
    public void Fit_CancelledBefore_Stops(string name)
    {
        var model = ModelCatalogue.Named(name);
        Assert.ThrowsAny<OperationCanceledException>(
            () => model.Fit(ModelTables.Random(14), model.Defaults, SmallFit.Context(2, new CancellationToken(canceled: true))));
    }

    [Theory]
    [MemberData(nameof(FittedHere))]
    public void Fit_CancelledOnTheWay_Stops(string name)
    {
        var model = ModelCatalogue.Named(name);
        using var source = new CancellationTokenSource();
        double done = 1;
        var context = SmallFit.Context(2, source.Token) with
        {
            Progress = share =>
            {
                done = source.IsCancellationRequested ? done : share;
                source.Cancel();
            },
        };
        var error = Record.Exception(() => model.Fit(ModelTables.Random(14), model.Defaults, context));
        Assert.True(done == 1
            ? error is null or OperationCanceledException : error is OperationCanceledException,
                $"{name} went on after {done:P0}: {error}");
    }

    private static PropertyInfo[] OptionsOf(ModelOptions options) =>
        [.. options.GetType().GetProperties().Where(property => property.CanWrite)];

    private sealed record OtherOptions : ModelOptions;
}
