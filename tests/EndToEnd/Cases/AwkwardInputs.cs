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

    /// <summary>Runs an input with a folder of cases of its own, in which those with odd names are too.</summary>
    public static AwkwardRun Run(AwkwardInput input, TemporaryFolder folder, LiveSpark? spark = null) =>
        AwkwardRun.Of(input, Repository.Golden("cases"), folder.At(spark is null ? "local" : "spark"), spark);

    /// <summary>A table without items, by its file and settings.</summary>
    public static AwkwardInput Table(string name, string file, params string[] settings) =>
        new(name, ["--layout", "table", "--items", "none", "--ratings", $"{{cases}}/{file}", .. settings.SelectMany(setting => new[] { "--set", setting })]);

    /// <summary>A file whose form the program finds out, or a named layout; <c>--items none</c> where no items are given.</summary>
    public static AwkwardInput Plain(string name, string file, params string[] more) =>
        new(name, ["--ratings", $"{{cases}}/{file}", .. more.Contains("--items") ? more : [.. more, "--items", "none"]]);
}
