using System.Globalization;
using RecPipeline.Models.Splitting;
using RecPipeline.Tests.Support;

namespace RecPipeline.Models.Tests.Support;

/// <summary>Reads a MovieLens ratings.csv into columns: the little that these tests need of a csv reader.</summary>
internal static class MovieLens
{
    private static readonly Lazy<RatingRows> Sample = new(() => Read(Path.Combine(Repository.Root, "data", "ml-latest-small")));

    /// <summary>latest-small, 2018 edition, as shipped.</summary>
    public static RatingRows LatestSmall => Sample.Value;

    public static RatingRows Read(string folder)
    {
        var lines = File.ReadLines(Path.Combine(folder, "ratings.csv")).Skip(1).Select(Parse).OrderBy(r => r.User).ThenBy(r => r.Item).ToArray();
        long[] users = [.. lines.Select(r => r.User).Distinct().Order()], items = [.. lines.Select(r => r.Item).Distinct().Order()];
        return new RatingRows(
            Array.ConvertAll(lines, r => Array.BinarySearch(users, r.User)), Array.ConvertAll(lines, r => Array.BinarySearch(items, r.Item)),
            Array.ConvertAll(lines, r => r.Rating), Array.ConvertAll(lines, r => r.Time), users, items);
    }

    private static (long User, long Item, float Rating, long Time) Parse(string line)
    {
        var fields = line.Split(',');
        var culture = CultureInfo.InvariantCulture;
        return (long.Parse(fields[0], culture), long.Parse(fields[1], culture), float.Parse(fields[2], culture), long.Parse(fields[3], culture));
    }
}
