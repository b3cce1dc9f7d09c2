using System.Text.Json;
using RecPipeline.Formats.Columns;
using RecPipeline.Tests.Support;

namespace RecPipeline.Formats.Tests.Parquet;

/// <summary>DuckDB as a referee: tests/referees/duckdb, run by node.</summary>
internal static class DuckDb
{
    private static readonly string Folder = Repository.At("tests", "referees", "duckdb");

    /// <summary>Why it cannot run here, or null where it can.</summary>
    public static string? WhyNot => !OnPath("node") ? "There is no node on this machine."
        : !Directory.Exists(Path.Combine(Folder, "node_modules", "@duckdb")) ? "tests/referees/duckdb is not installed; tests/setup does it with npm."
        : null;

    /// <summary>Runs statements and returns the rows of each, JSON arrays.</summary>
    public static IReadOnlyList<string[]> Query(params IEnumerable<string> statements)
    {
        var result = ChildProcess.Run("node", [Path.Combine(Folder, "query.mjs"), .. statements]);
        Assert.True(result.ExitCode == 0, result.ToString());
        // No row is a line of two dashes.
        return [.. result.Output.Split("--\n").SkipLast(1).Select(rows => rows.Split('\n', StringSplitOptions.RemoveEmptyEntries))];
    }

    /// <summary>Rows of an answer in the form of <see cref="Cells"/>.</summary>
    public static string[] Rows(IEnumerable<string> answer, FieldList schema) => [.. answer.Select(row =>
    {
        using var cells = JsonDocument.Parse(row);
        return $"[{string.Join(",", cells.RootElement.EnumerateArray().Select((cell, i) => GoldenTable.Text(cell, GoldenTable.NameOf(schema[i].Type))))}]";
    })];

    private static bool OnPath(string program) => (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
        .Any(folder => File.Exists(Path.Combine(folder, program)) || File.Exists(Path.Combine(folder, $"{program}.exe")));
}

/// <summary>A test that asks DuckDB; skipped, with the reason, where node or DuckDB is absent.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class DuckDbFactAttribute : FactAttribute
{
    public DuckDbFactAttribute() => Skip = DuckDb.WhyNot;
}

/// <summary>The same for a test of several cases.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class DuckDbTheoryAttribute : TheoryAttribute
{
    public DuckDbTheoryAttribute() => Skip = DuckDb.WhyNot;
}
