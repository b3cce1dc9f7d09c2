namespace RecPipeline.Jobs.Tests.Configuration;

public class AlsCheckTests
{
    [Fact]
    public void Load_ObjectiveIalsBySparksAls_SaysWhoSolvesIt() => Assert.Equal(
        "models.als.objective ials is not what Spark's ALS minimises (models.als.solver mllib); "
        + "set models.als.solver=executors, or models.als.objective=mllib.",
        Assert.Single(new Layers { Set = ["engine=spark", "models.als.objective=ials"] }.Mistakes()));

    [Fact]
    public void Load_ObjectiveIalsOfValues_SaysThatItReadsNone() => Assert.StartsWith(
        "models.als.values rating says what a like's value adds to its confidence, which objective ials does not read;",
        Assert.Single(new Layers { Set = ["models.als.values=rating", "models.als.objective=ials"] }.Mistakes()),
        StringComparison.Ordinal);

    [Theory]
    [InlineData("engine=spark", "models.als.solver=executors", "models.als.objective=ials")]
    [InlineData("engine=local", "models.als.solver=mllib", "models.als.objective=ials")]
    [InlineData("engine=spark", "models.als.enabled=false", "models.als.objective=ials")]
    public void Load_ObjectiveIalsElsewhere_IsTaken(params string[] set) =>
        Assert.NotNull(new Layers { Set = set }.Load().Models["als"]);
}
