namespace RecPipeline.Tests.Support.Runs;

/// <summary>Some users of the shipped sample with their ratings of older items: enough for every stage to have work, little enough to run often.</summary>
internal static class SmallData
{
    private const int Items = 1500;

    /// <summary>Writes <c>ratings.csv</c> and <c>movies.csv</c> of every user whose id is a multiple of <paramref name="every"/> into a folder.</summary>
    /// <returns>Full paths of both files.</returns>
    public static (string Ratings, string Items) Write(TemporaryFolder folder, int every = 20)
    {
        string[] ratings = File.ReadAllLines(Repository.At("data", "ml-latest-small", "ratings.csv"));
        string[] kept = [.. ratings.Skip(1).Where(line => int.Parse(Field(line, 0)) % every == 0 && int.Parse(Field(line, 1)) < Items)];
        var rated = kept.Select(line => Field(line, 1)).ToHashSet();
        string[] items = File.ReadAllLines(Repository.At("data", "ml-latest-small", "movies.csv"));
        return (
            folder.Write("small/ratings.csv", string.Join('\n', kept.Prepend(ratings[0])) + "\n"),
            folder.Write("small/movies.csv", string.Join('\n', items.Skip(1).Where(line => rated.Contains(Field(line, 0))).Prepend(items[0])) + "\n"));
    }

    private static string Field(string line, int index) => line.Split(',')[index];
}
