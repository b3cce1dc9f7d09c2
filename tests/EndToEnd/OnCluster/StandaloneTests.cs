using RecPipeline.Tests.Support;

namespace RecPipeline.EndToEnd.Tests.OnCluster;

/// <summary>The whole pipeline on a standalone cluster through <c>./spark-submit.sh</c>, while executors and the driver are killed: the tables are those of the local engine.</summary>
[Trait("Tier", "All")]
[Collection(nameof(Standalone35))]
public sealed class StandaloneTests(Standalone35 cluster) : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [ClusterFact]
    public void Executors_killed_in_clean_and_als_and_a_driver_killed_between_change_no_table()
    {
        Kill.DriverAfter("popularity: done", "clean", cluster, _folder.At("out"));
        var result = Kill.ExecutorsIn(["als"], cluster, "--out", _folder.At("out"));
        Assert.Matches(@"\n│ clean +│ up to date │", result.Output);
        Assert.Matches(@"\n│ popularity +│ up to date │", result.Output);
        Assert.Equal(SampleTables.OfTheLocalEngine, SampleTables.In(_folder.At("out")));
    }

    public void Dispose() => _folder.Dispose();
}

/// <summary>The same on the other version.</summary>
[Trait("Tier", "All")]
[Collection(nameof(Standalone43))]
public sealed class Standalone43Tests(Standalone43 cluster) : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [ClusterFact]
    public void Executors_killed_in_similarity_and_top_n_change_no_table()
    {
        Kill.ExecutorsIn(["similarity", "top-n"], cluster, "--out", _folder.At("out"));
        Assert.Equal(SampleTables.OfTheLocalEngine, SampleTables.In(_folder.At("out")));
    }

    [ClusterFact]
    public void A_program_that_is_missing_on_the_executors_ends_with_code_2() => Fails(
        2, "Executors cannot run functions with './app/Missing': there is no such file on the executor. A relative path is found only in an archive", ["--conf", "spark.recpipeline.worker=./app/Missing"], "--only", "clean");

    // After good rows a line of 2 GB: Spark reads it into the heap as a whole.
    [ClusterFact]
    public void Executors_out_of_memory_end_with_code_1_and_what_to_raise()
    {
        string file = _folder.At("ratings.csv");
        File.Copy(Repository.At("data", "ml-latest-small", "ratings.csv"), file);
        using (var end = File.OpenWrite(file))
            end.SetLength(2L << 30); // a hole, which takes no room on the disk
        Fails(1, "ran out of Java's memory: raise spark.executor.memory", [], "--ratings", file, "--items", "none", "--only", "clean");
    }

    public void Dispose() => _folder.Dispose();

    private void Fails(int code, string message, string[] submit, params string[] pipeline)
    {
        using var run = cluster.Start(submit, ["--out", _folder.At("out"), .. pipeline]);
        Failure.Check(run.Wait(), code, message);
    }
}
