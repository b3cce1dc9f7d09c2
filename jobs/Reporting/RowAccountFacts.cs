using System.Text.Json;
using System.Text.Json.Nodes;

namespace RecPipeline.Jobs.Reporting;

/// <summary>Where every row of the ratings file has gone, as clean keeps it in its contracts.</summary>
/// <remarks>Rejected holds rows by reason, duplicates not among them; these are exact or in conflict with the kept row.</remarks>
public sealed record RowAccountFacts(
    long RowsIn, long Kept, IReadOnlyDictionary<string, long> Rejected, long DuplicateExact, long DuplicateConflict)
{
    /// <summary>Valid rows dropped by each filter that was on.</summary>
    public IReadOnlyDictionary<string, long> Filtered { get; init; } = new Dictionary<string, long>();

    public long Accounted => Kept + Rejected.Values.Sum() + DuplicateExact + DuplicateConflict + Filtered.Values.Sum();

    public bool Balances => RowsIn == Accounted;

    public static RowAccountFacts? Of(JsonObject? account) => account?.Deserialize<RowAccountFacts>(RunFacts.Json);
}
