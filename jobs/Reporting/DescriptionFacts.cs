using System.Text.Json;
using System.Text.Json.Nodes;

namespace RecPipeline.Jobs.Reporting;

/// <summary>Where every row of the items or users file has gone, and how much of what is rated it describes.</summary>
/// <param name="File">As the user named it.</param>
/// <param name="RowsIn">Rows read, blank ones included, the header not: kept + unread + repeated.</param>
/// <param name="Kept">Ids that the file describes.</param>
/// <param name="Unread">Rows that could not be read, by reason; <c>blank</c> ones hold nothing.</param>
/// <param name="Repeated">Rows whose id an earlier row has; the first one counts.</param>
/// <param name="Latin1">Rows read as latin-1, since they are no UTF-8.</param>
/// <param name="Rated">Items (users) that have ratings.</param>
/// <param name="Described">Those of them that the file describes.</param>
/// <param name="Features">The columns that became features, in order.</param>
public sealed record DescriptionFacts(
    string File, long RowsIn, long Kept, IReadOnlyDictionary<string, PlacedRows> Unread, PlacedRows? Repeated, PlacedRows? Latin1,
    long Rated, long Described, IReadOnlyList<FeatureFacts> Features)
{
    /// <summary>A file that describes a smaller share of what is rated is worth a warning.</summary>
    public const double GoodShare = 0.9;

    /// <summary>Ids of the file that have no rating: counted, kept nowhere.</summary>
    public long Unrated => Kept - Described;

    /// <summary>Rows that could not be read, blank ones not.</summary>
    public long Lost => Unread.Where(pair => pair.Key != "blank").Sum(pair => pair.Value.Rows);

    public bool Balances => RowsIn == Kept + Unread.Values.Sum(rows => rows.Rows) + (Repeated?.Rows ?? 0);

    public double Share => Rated == 0 ? 1 : (double)Described / Rated;

    public JsonNode ToJson() => JsonSerializer.SerializeToNode(this, RunFacts.Json)!;

    public static DescriptionFacts? Of(JsonObject? facts) => facts?.Deserialize<DescriptionFacts>(RunFacts.Json);
}

/// <summary>Some rows of a file: how many, the line of the first, and what is the matter with it.</summary>
public sealed record PlacedRows(long Rows, long FirstLine, string Why);

/// <param name="Kind">text, list or number.</param>
/// <param name="Rows">Rows of the table of features.</param>
/// <param name="Unread">Fields that should be numbers and are none.</param>
public sealed record FeatureFacts(string Name, string Kind, long Rows, PlacedRows? Unread);
