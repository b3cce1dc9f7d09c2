using RecPipeline.EndToEnd.Tests.OnSpark;
using RecPipeline.Tests.Support;
using Xunit.Abstractions;

namespace RecPipeline.EndToEnd.Tests.Cases;

/// <summary>Ten inputs of each silent kind: every row is accounted for, and what is kept are the rows of the clean file.</summary>
public sealed class GeneratedInputTests(ITestOutputHelper output)
{
    public static TheoryData<SilentKind> Kinds => [.. Enum.GetValues<SilentKind>()];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void The_kept_rows_are_those_of_the_clean_file(SilentKind kind) => Check(kind, spark: null, output);

    internal static void Check(SilentKind kind, LiveSpark? spark, ITestOutputHelper output)
    {
        int first = Environment.TickCount & 0xFFFFF;
        for (int seed = first; seed < first + 10; seed++)
        {
            output.WriteLine($"{kind}, seed {seed}");
            using var folder = new TemporaryFolder();
            var input = GeneratedInput.Of(kind, seed, folder);
            var clean = AwkwardRun.Of(input.Clean, "", folder.At("clean"));
            var local = AwkwardRun.Of(input.Awkward, "", folder.At("local"));
            AwkwardInputTests.Check(input.Awkward, local);
            Assert.Equal(clean.Hashes["ratings"], local.Hashes["ratings"]);
            if (spark is not null)
                Same(local, AwkwardRun.Of(input.Awkward, "", folder.At("spark"), spark));
        }
    }

    private static void Same(AwkwardRun local, AwkwardRun onSpark)
    {
        Assert.Equal((local.Code, local.Error, local.Rows), (onSpark.Code, onSpark.Error, onSpark.Rows));
        Assert.Equal(local.Hashes, onSpark.Hashes);
    }
}

/// <summary>The same on Spark, in splits of a few hundred rows.</summary>
[Trait("Tier", "All")]
[Collection(LiveSparkUsers.Name)]
public sealed class GeneratedInputOnSparkTests(LiveSpark spark, ITestOutputHelper output)
{
    public static TheoryData<SilentKind> Kinds => GeneratedInputTests.Kinds;

    [SparkTheory]
    [MemberData(nameof(Kinds))]
    public void The_kept_rows_are_those_of_the_clean_file_on_both_engines(SilentKind kind)
    {
        spark.CutInto(3, 10_000);
        GeneratedInputTests.Check(kind, spark, output);
    }
}
