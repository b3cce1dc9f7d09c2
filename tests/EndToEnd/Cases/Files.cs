using static RecPipeline.EndToEnd.Tests.Cases.AwkwardInputs;

namespace RecPipeline.EndToEnd.Tests.Cases;

/// <summary>Files and folders that are no plain text in one place.</summary>
internal static class Files
{
    public static IReadOnlyList<string> OddNames { get; } = ["100%25 done", "2024-01-01T00:00", "a,b", "a[b]c", "größe", "it's", "my data (1)", "{x}"];

    public static IEnumerable<AwkwardInput> All =>
    [
        Plain("25-empty-parts", "25-empty-parts") with { Rows = new(840), Says = ["2 "] },
        Plain("31-bz2", "31-bz2/ratings.csv.bz2") with { Rows = new(840) },
        Plain("49/utf-16", "49-utf16/ratings.csv") with { Code = 2, Says = ["UTF-16"] },
        Plain("49/carriage returns", "49-utf16/cr-only.csv") with { Code = 2, Says = ["carriage return"] },
        Plain("54-other-kinds/zip", "54-other-kinds/ml.zip") with { Code = 2, Says = ["zip"] },
        Plain("53-partitioned", "53-partitioned/dt=*") with { Rows = new(840) },
        Table("53-partitioned/days as times", "53-partitioned/dt=*", "input.table.user=userId", "input.table.item=movieId", "input.table.timestamp=dt", "input.table.timestampUnit=iso") with { Rows = new(840) },
        Table("53-partitioned/days as seconds", "53-partitioned/dt=*", "input.table.user=userId", "input.table.item=movieId", "input.table.timestamp=dt") with { Code = 1, Says = ["timestamp '2020-09-13'", "input.table.timestampUnit=iso"] },
        .. OddNames.Select(name => new AwkwardInput($"27-odd-paths/{name}", "--ratings", $"{{odd}}/{name}", "--items", "none") { Rows = new(840) }),
        .. OddNames.Select(name => new AwkwardInput($"27-odd-paths/{name}/ratings.csv", "--ratings", $"{{odd}}/{name}/ratings.csv", "--items", "none") { Rows = new(840) }),
        Plain("57-order", "57-order/*.csv") with { Code = 2, Says = ["a.csv"] },
    ];
}
