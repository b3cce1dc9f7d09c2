using System.Globalization;
using System.Text.RegularExpressions;
using RecPipeline.Models.Contract;
using RecPipeline.Models.Matrices;
using RecPipeline.Models.Tests.Support;
using RecPipeline.Tests.Support;

namespace RecPipeline.Models.Tests.Content;

/// <summary>Genres and years of the rated films of MovieLens latest-small: the little that these tests need of a csv reader.</summary>
internal static partial class FilmFeatures
{
    public static Features LatestSmall()
    {
        var films = File.ReadLines(Path.Combine(Repository.Root, "data", "ml-latest-small", "movies.csv")).Skip(1).Select(Read)
            .Where(film => Array.BinarySearch(MovieLens.LatestSmall.ItemIds, film.Id) >= 0).ToArray();
        string[] names = [.. films.SelectMany(film => film.Genres).Distinct().Order(StringComparer.Ordinal), "year"];
        var cells = films.SelectMany(film => Cells(film.Genres, film.Year, names)
            .Select(cell => (Item: Array.BinarySearch(MovieLens.LatestSmall.ItemIds, film.Id), cell.Column, cell.Value))).ToArray();
        return new Features(
            SparseMatrix.FromTriples(
                MovieLens.LatestSmall.Items, names.Length, [.. cells.Select(c => c.Item)], [.. cells.Select(c => c.Column)],
                    [.. cells.Select(c => c.Value)]),
            names);
    }

    private static IEnumerable<(int Column, float Value)> Cells(string[] genres, int? year, string[] names)
    {
        foreach (string genre in genres)
            yield return (Array.IndexOf(names, genre), 1);
        if (year is { } known)
            yield return (names.Length - 1, known);
    }

    private static (long Id, string[] Genres, int? Year) Read(string line)
    {
        var match = Film().Match(line);
        string[] genres = [.. match.Groups["genres"].Value.Split('|').Where(genre => genre != "(no genres listed)")
            .Select(genre => "genres=" + genre)];
        int? year = match.Groups["year"].Success ? int.Parse(match.Groups["year"].Value, CultureInfo.InvariantCulture) : null;
        return (long.Parse(match.Groups["id"].Value, CultureInfo.InvariantCulture), genres, year);
    }

    [GeneratedRegex(@"^(?<id>\d+),.*?(\((?<year>\d{4})\)\s*""?)?,(?<genres>[^,]*)$")]
    private static partial Regex Film();
}
