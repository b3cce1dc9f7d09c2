using System.Globalization;
using RecPipeline.Jobs;
using RecPipeline.Jobs.Configuration;
using RecPipeline.Jobs.Running;
using RecPipeline.Jobs.Tables;
using RecPipeline.Models.Als;
using RecPipeline.Tests.Support;
using RecPipeline.Tests.Support.Runs;
using Xunit.Abstractions;

namespace RecPipeline.EndToEnd.Tests.OnSpark;

/// <summary>MLlib on the sample with the shipped parameters: how far two undisturbed runs of it differ, and how far it is from our solver.</summary>
/// <remarks>Every fifth row of the file is held back; the exact tables come from the local engine once, since they are the same.</remarks>
[Trait("Tier", "All")]
[Collection(LiveSparkUsers.Name)]
public sealed class MllibTests(LiveSpark spark, ITestOutputHelper output) : IDisposable
{
    // Factors are of the order of 1; below this, differences are the rounding of float32 sums that were added in another order.
    private const double Rounding = 1e-4;

    private readonly TemporaryFolder _folder = new();

    [SparkFact]
    public void Runs_of_MLlib_differ_by_rounding_and_are_as_good_as_our_solver()
    {
        var (training, test) = HoldBack();
        var options = (SmallRun.Options((training, Repository.At("data", "ml-latest-small", "movies.csv")), _folder.At("out")) with { Models = new ModelsOptions() })
            .Writing("als", "als-ratings");
        Run(options, new StageSelection(To: "top-n"));
        var ours = Fitted(options);
        var (first, second, other) = (OnSpark(options, 2), OnSpark(options, 2), OnSpark(options, 7));

        var (floor, floorOverlap) = (first.FactorDifference(second), first.Overlap(second));
        output.WriteLine($"floor: factors {floor:G3}, overlap@10 {floorOverlap:0.#####}; 7 partitions: {first.FactorDifference(other):G3}, {first.Overlap(other):0.#####}");
        Assert.True(floor < Rounding && floorOverlap >= 0.999, $"two runs of MLlib differ by {floor}, overlap {floorOverlap}");
        Assert.InRange(first.FactorDifference(other), 0, Math.Max(2 * floor, Rounding));
        Assert.InRange(first.Overlap(other), 0.999, 1);

        output.WriteLine($"RMSE: MLlib {first.Rmse(test):0.0000}, ours {ours.Rmse(test):0.0000}; NDCG@10: MLlib {first.Ndcg(test):0.0000}, ours {ours.Ndcg(test):0.0000}");
        Assert.Equal(ours.Rmse(test), first.Rmse(test), 0.01);
        Assert.Equal(ours.Ndcg(test), first.Ndcg(test), 0.01);
    }

    public void Dispose() => _folder.Dispose();

    private FittedSample OnSpark(PipelineOptions options, int partitions)
    {
        spark.CutInto(partitions, new FileInfo(options.Input.Ratings).Length);
        var onSpark = options with { Engine = "spark" };
        Run(onSpark, new StageSelection(Only: "als"), spark);
        Run(onSpark, new StageSelection(Only: "als-ratings"), spark);
        Run(onSpark, new StageSelection(Only: "top-n"), spark);
        return Fitted(options);
    }

    private static FittedSample Fitted(PipelineOptions options) => new(new Catalog(new LocalStore(options.Output)), options);

    private static void Run(PipelineOptions options, StageSelection stages, LiveSpark? spark = null) =>
        SmallRun.Execute(new LocalStore(options.Output), options, stages, force: spark is not null, spark: spark?.Engine);

    private (string Training, (long User, long Item, float Rating)[] Test) HoldBack()
    {
        string[] lines = File.ReadAllLines(Repository.At("data", "ml-latest-small", "ratings.csv"));
        string training = _folder.Write("training.csv", string.Join('\n', lines.Where((_, i) => i == 0 || i % 5 != 0)) + "\n");
        return (training, [.. lines.Where((_, i) => i > 0 && i % 5 == 0).Select(Row)]);
    }

    private static (long User, long Item, float Rating) Row(string line)
    {
        string[] fields = line.Split(',');
        return (long.Parse(fields[0]), long.Parse(fields[1]), float.Parse(fields[2], CultureInfo.InvariantCulture));
    }
}
