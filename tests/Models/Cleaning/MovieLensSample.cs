using System.Globalization;
using RecPipeline.Models.Cleaning;

namespace RecPipeline.Models.Tests.Cleaning;

/// <summary>The real sample, read line by line with the framework's own number parsing: models know no file format.</summary>
internal static class MovieLensSample
{
    private static readonly string Root = FindRoot();

    public static string Golden(string name) => System.IO.Path.Combine(Root, "tests", "golden", "cleaning", name);

    /// <summary>An edition's ratings in the repository's own data, else in a <c>shared/data</c> in or above it; null when it is not here.</summary>
    public static string? Path(string edition)
    {
        string shipped = System.IO.Path.Combine(Root, "data", edition, "ratings.csv");
        if (File.Exists(shipped))
            return shipped;
        for (string? folder = Root; folder is not null; folder = System.IO.Path.GetDirectoryName(folder))
        {
            string shared = System.IO.Path.Combine(folder, "shared", "data", edition, "ratings.csv");
            if (File.Exists(shared))
                return shared;
        }
        return null;
    }

    /// <summary>The ratings as dense indices, and the raw user ids; checks that no rule rejects a row.</summary>
    public static (long[] UserIds, RatingTable Table) Read(string path, int users, int items)
    {
        string[][] rows = [.. File.ReadLines(path).Skip(1).Select(line => line.Split(','))];
        var (user, item) = (Column(rows, 0), Column(rows, 1));
        float[] rating = [.. rows.Select(row => float.Parse(row[2], CultureInfo.InvariantCulture))];
        long[] timestamp = Column(rows, 3);
        var (userIds, itemIds) = (IdDictionary.Build(user), IdDictionary.Build(item));
        Assert.Equal((users, items), (userIds.Count, itemIds.Count));
        var rules = RatingRules.MovieLens(1_600_000_000, new IdSet(item));
        Assert.All(Enumerable.Range(0, rows.Length), i => Assert.Equal(RejectReason.None, rules.Check(user[i], item[i], rating[i], timestamp[i])));
        var table = new RatingTable(new int[rows.Length], new int[rows.Length], rating, timestamp);
        userIds.Map(user, table.User, 2);
        itemIds.Map(item, table.Item, 2);
        var result = Deduplicator.Run(table, users, DuplicateRule.Latest, 2);
        Assert.Empty(result.DroppedRows);
        return (userIds.Ids, result.Kept);
    }

    private static long[] Column(string[][] rows, int column) => [.. rows.Select(row => long.Parse(row[column], CultureInfo.InvariantCulture))];

    private static string FindRoot()
    {
        string folder = AppContext.BaseDirectory;
        while (!File.Exists(System.IO.Path.Combine(folder, "RecPipeline.sln")))
            folder = System.IO.Path.GetDirectoryName(folder) ?? throw new InvalidOperationException("RecPipeline.sln is in no folder above the tests.");
        return folder;
    }
}

/// <summary>A test that needs an edition of MovieLens latest-small which may not be on this machine; it is then skipped with that reason.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class EditionFactAttribute : FactAttribute
{
    public EditionFactAttribute(string edition)
    {
        Edition = edition;
        if (MovieLensSample.Path(edition) is null)
            Skip = $"data/{edition}/ratings.csv is neither in the repository nor in a shared/data folder above it.";
    }

    public string Edition { get; }
}
