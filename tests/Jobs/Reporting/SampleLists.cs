using RecPipeline.Jobs.Reporting;

namespace RecPipeline.Jobs.Tests.Reporting;

/// <summary>Three users; one title is an attempt to break out of the page.</summary>
internal static class SampleLists
{
    public const string Hostile = "</td><script>alert(\"1\")</script> & 'friends' (1999)";

    private static readonly string[] Films =
    [
        "Shawshank Redemption, The (1994)", "Usual Suspects, The (1995)", "Fargo (1996)", "Princess Bride, The (1987)", "Silence of the Lambs, The (1991)",
        "Star Wars: Episode V - The Empire Strikes Back (1980)", "Léon: The Professional (a.k.a. The Professional) (Léon) (1994)", "Monty Python and the Holy Grail (1975)",
        "One Flew Over the Cuckoo's Nest (1975)", "Reservoir Dogs (1992)", "Amelie (Fabuleux destin d'Amélie Poulain, Le) (2001)", "Spirited Away (Sen to Chihiro no kamikakushi) (2001)",
    ];

    public static IReadOnlyList<SampleUser> Users { get; } =
    [
        new("85", 34, [new(Hostile, 5), .. History(2, 7)], [.. List("blend", 10)]),
        new("312", 41, [.. History(5, 8)], [.. List("als", 10)]),
        new("560", 1, [.. History(9, 1)], [.. List("popularity", 2).Select(item => item with { Reasons = [] })]),
    ];

    private static IEnumerable<RatedItem> History(int first, int count) =>
        Enumerable.Range(0, count).Select(i => new RatedItem(Film(first + i), 5 - i / 3 * 0.5f));

    private static IEnumerable<ListedItem> List(string source, int count) => Enumerable.Range(1, count).Select(rank => new ListedItem(
        rank, Film(rank * 5 + 1), 3.107f - 0.137f * rank, source, [new(Film(rank), 0.412f - 0.01f * rank), new(Film(rank + 3), 0.237f), new(Film(rank + 6), 0.052f)]));

    private static string Film(int i) => Films[i % Films.Length];
}
