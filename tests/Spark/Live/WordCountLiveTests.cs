using System.Diagnostics;
using RecPipeline.Spark.Launching;
using RecPipeline.Tests.Support;

namespace RecPipeline.Spark.Tests.Live;

/// <summary>The sample, built and started as its user would.</summary>
[Trait("Tier", "All")]
[Collection(SparkProcessCollection.Name)]
public sealed class WordCountLiveTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [LiveFact]
    public void WordCount_PrintsTheMostFrequentWords()
    {
        string text = _folder.Write("text.txt", "The cat and the dog.\nthe end; THE End!\n\n  dog's \n");
        string program = Host.Program.Replace("RecPipeline.SparkHost", "WordCount", StringComparison.Ordinal);
        foreach (string version in SparkFinder.Versions)
        {
            var info = new ProcessStartInfo(program, ["file://" + text, "local[2]"]) { RedirectStandardOutput = true };
            info.Environment["SPARK_HOME"] = SparkFinder.Find(LiveSpark.Finder(version)).Folder;
            using var process = Process.Start(info)!;
            string output = process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            Assert.Equal(0, process.ExitCode);
            Assert.Equal(["4 the", "2 dog", "2 end", "1 and", "1 cat", "1 s"], output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Trim()));
        }
    }
}
