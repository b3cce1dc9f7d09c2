using RecPipeline.EndToEnd.Tests.OnSpark;
using RecPipeline.Tests.Support;

namespace RecPipeline.EndToEnd.Tests.Cases;

/// <summary>All awkward inputs, by kind.</summary>
internal static class AwkwardInputs
{
    private static readonly Dictionary<string, AwkwardInput> ByName =
        new[] { Scales.All, Times.All, Rows.All, ItemFiles.All, Files.All, Forms.All }.SelectMany(inputs => inputs).ToDictionary(input => input.Name);

    public static IEnumerable<AwkwardInput> All => ByName.Values;

    public static AwkwardInput Named(string name) => ByName[name];

    /// <summary>Runs an input of the golden folder, or of one with an odd name that is made here, since not every file system can hold it.</summary>
    public static AwkwardRun Run(AwkwardInput input, TemporaryFolder folder, LiveSpark? spark = null)
    {
        foreach (string name in Files.OddNames)
            folder.Write($"odd/{name}/ratings.csv", File.ReadAllText(Repository.Golden("cases", "00-base", "ratings.csv")));
        var placed = input with { Arguments = [.. input.Arguments.Select(word => word.Replace("{odd}", folder.At("odd"), StringComparison.Ordinal))] };
        return AwkwardRun.Of(placed, Repository.Golden("cases"), folder.At(spark is null ? "local" : "spark"), spark);
    }

    /// <summary>A table without items, by its file and settings.</summary>
    public static AwkwardInput Table(string name, string file, params string[] settings) =>
        new(name, ["--layout", "table", "--items", "none", "--ratings", $"{{cases}}/{file}", .. settings.SelectMany(setting => new[] { "--set", setting })]);

    /// <summary>A file whose form the program finds out, or a named layout; <c>--items none</c> where no items are given.</summary>
    public static AwkwardInput Plain(string name, string file, params string[] more) =>
        new(name, ["--ratings", $"{{cases}}/{file}", .. more.Contains("--items") ? more : [.. more, "--items", "none"]]);
}
