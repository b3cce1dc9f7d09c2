using static RecPipeline.EndToEnd.Tests.Cases.AwkwardInputs;

namespace RecPipeline.EndToEnd.Tests.Cases;

/// <summary>Items files that cannot be read whole, or speak of other items.</summary>
internal static class ItemFiles
{
    public static IEnumerable<AwkwardInput> All =>
    [
        Plain("44-newline-in-title", "44-newline-in-title/ratings.csv", "--items", "{cases}/44-newline-in-title/movies.csv") with { Rows = new(840) },
        Plain("18-latin1-items", "18-latin1-items/ratings.dat", "--layout", "movielens-1m", "--items", "{cases}/18-latin1-items/movies.dat") with { Rows = new(840) },
        Plain("17-ml10m", "17-ml10m/ratings.dat", "--layout", "movielens-10m", "--items", "{cases}/17-ml10m/movies.dat") with { Rows = new(840) },
        StrayQuote("20-stray-quote-tsv") with { Says = ["line 6"] },
        StrayQuote("20-stray-quote-tsv/quotes off", "input.table.quotes=false") with { Rows = new(840) },
        new("46-header-case/strings with items", "--layout", "table", "--ratings", "{cases}/46-header-case/strings.csv", "--items", "{cases}/46-header-case/items.csv", "--set", "clean.idType={\"user\":\"string\",\"item\":\"string\"}") { Rows = new(840) },
        new("46-header-case/other items", "--layout", "table", "--ratings", "{cases}/51-no-time/ratings.csv", "--set", "input.table.timestamp=", "--items", "{cases}/46-header-case/items.csv", "--set", "clean.idType.item=string") { Rows = new(840), Says = ["describes 0 of 40 rated items"] },
    ];

    private static AwkwardInput StrayQuote(string name, params string[] more) => new(
        name, ["--layout", "table", "--ratings", "{cases}/20-stray-quote-tsv/ratings.tsv", "--items", "{cases}/20-stray-quote-tsv/movies.tsv", "--set", "input.table.separator=\\t", "--set", "input.table.user=user", "--set", "input.table.item=movie", "--set", "input.table.rating=rate", "--set", "input.table.timestamp=time", .. more.SelectMany(each => new[] { "--set", each })])
    { Rows = new(840) };
}
