using RecPipeline.EndToEnd.Tests.OnSpark;
using RecPipeline.Tests.Support;

namespace RecPipeline.EndToEnd.Tests.Cases;

/// <summary>Files of strangers are read right, or refused with a sentence that makes them right: on the local engine.</summary>
public sealed class AwkwardInputTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public static TheoryData<string> Names => [.. AwkwardInputs.All.Select(input => input.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void It_is_read_right_or_refused_with_a_sentence(string name) => Check(AwkwardInputs.Named(name), AwkwardInputs.Run(AwkwardInputs.Named(name), _folder));

    public void Dispose() => _folder.Dispose();

    internal static void Check(AwkwardInput input, AwkwardRun run)
    {
        string all = $"code {run.Code}, rows {run.Rows}\n{run.Error}\n{run.Log}";
        Assert.True(input.Code == run.Code && input.Rows == run.Rows, all);
        Assert.All(input.Says, text => Assert.Contains(text, run.Code == 0 ? run.Log : run.Error, StringComparison.Ordinal));
        Assert.DoesNotContain(run.Error, letter => char.IsControl(letter) && letter != '\n');
        Assert.DoesNotContain(run.Log, letter => char.IsControl(letter) && letter != '\n');
    }
}

/// <summary>The same on Spark: code, message, row account and tables are those of the local engine.</summary>
[Trait("Tier", "All")]
[Collection(LiveSparkUsers.Name)]
public sealed class AwkwardInputOnSparkTests(LiveSpark spark) : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public static TheoryData<string> Names => AwkwardInputTests.Names;

    [SparkTheory]
    [MemberData(nameof(Names))]
    public void It_comes_to_the_same_on_both_engines(string name)
    {
        var input = AwkwardInputs.Named(name);
        spark.CutInto(3, 20_000);
        var (local, onSpark) = (AwkwardInputs.Run(input, _folder), AwkwardInputs.Run(input, _folder, spark));
        AwkwardInputTests.Check(input, onSpark);
        Assert.Equal((local.Code, local.Error, local.Rows), (onSpark.Code, onSpark.Error, onSpark.Rows));
        Assert.Equal(local.Hashes, onSpark.Hashes);
    }

    public void Dispose() => _folder.Dispose();
}
