using System.Globalization;
using RecPipeline.GpuWorker.Tests.Configuration;
using RecPipeline.Tests.Support;

namespace RecPipeline.GpuWorker.Tests.Commands;

/// <summary>DSSTNE's MovieLens walk-through: its commands with nothing but file names changed.</summary>
public class WalkThroughTests
{
    private const int Users = 60, Items = 50, N = 10;

    // The text has the timestamps as values, as the original's has; DSSTNE's last source multiplies scores by them and shows seen items first.
    private const string Script = """
        awk -F, 'NR > 1 { r[$1] = r[$1] (r[$1] == "" ? "" : ":") $2 "," $4 } END { for (u in r) print u "\t" r[u] }' ratings.csv > ml-all
        generateNetCDF -d gl_input -i ml-all -o gl_input.nc -f features_input -s samples_input -c
        generateNetCDF -d gl_output -i ml-all -o gl_output.nc -f features_output -s samples_input -c
        train -c config.json -i gl_input.nc -o gl_output.nc -n gl.nc -b 16 -e 10
        predict -b 16 -d gl -i features_input -o features_output -k 10 -n gl.nc -f ml-all -s recs -r ml-all
        head -3 recs
        """;

    [Fact]
    public void The_six_commands_give_lists_without_seen_items()
    {
        using var folder = new TemporaryFolder();
        var seen = Ratings(folder);
        folder.Write("config.json", ConfigReaderTests.Sample);
        var result = RunScript(folder);
        Assert.True(result.ExitCode == 0, result.ToString());
        Assert.Contains("40 updates", result.Output, StringComparison.Ordinal);
        string[] lines = File.ReadAllLines(folder.At("recs"));
        Assert.Equal(seen.Keys.Order(), lines.Select(line => line.Split('\t')[0]).Order());
        Assert.All(lines, line => AssertList(line, seen));
        Assert.Equal(lines.Take(3), result.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).TakeLast(3));
    }

    private static void AssertList(string line, Dictionary<string, HashSet<string>> seen)
    {
        string[] parts = line.Split('\t');
        Assert.EndsWith(":", line, StringComparison.Ordinal);
        string[][] entries = [.. parts[1].Split(':', StringSplitOptions.RemoveEmptyEntries).Select(entry => entry.Split(','))];
        Assert.Equal(N, entries.Length);
        Assert.Empty(entries.Select(entry => entry[0]).Intersect(seen[parts[0]]));
        double[] scores = [.. entries.Select(entry => double.Parse(entry[1], CultureInfo.InvariantCulture))];
        Assert.Equal(scores.OrderDescending(), scores);
        Assert.All(scores, score => Assert.InRange(score, double.Epsilon, 1));
    }

    private static ChildResult RunScript(TemporaryFolder folder)
    {
        string[] commands = ["generateNetCDF", "train", "predict"];
        string functions = string.Concat(commands.Select(command => $"{command}() {{ \"{Worker.Dotnet}\" \"{Worker.Dll}\" {command} \"$@\"; }}\n"));
        using var child = ChildProcess.Start("bash", [folder.Write("walk.sh", "set -eu\n" + functions + Script)], folder: folder.Path);
        return child.Wait();
    }

    private static Dictionary<string, HashSet<string>> Ratings(TemporaryFolder folder)
    {
        var random = new Random(5);
        var seen = Enumerable.Range(1, Users).ToDictionary(user => user.ToString(), _ => Enumerable.Range(0, Items).Where(_ => random.Next(5) == 0).Append(random.Next(Items)).Select(item => $"{item + 1000}").ToHashSet());
        folder.Write("ratings.csv", "userId,movieId,rating,timestamp\n" + string.Concat(seen.SelectMany(user => user.Value.Select(item => $"{user.Key},{item},4.0,{978300000 + random.Next(1000)}\n"))));
        return seen;
    }
}
