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

    /// <summary>Rows merged into another row of their user and item, as asked.</summary>
    public long Merged { get; init; }

    /// <summary>Rows at fault, duplicates among them.</summary>
    public long RowsRejected => Rejected.Values.Sum() + DuplicateExact + DuplicateConflict;

    /// <summary>The account as a sum: <c>317 = 240 kept + 76 merged + 0 filtered + 1 rejected</c>.</summary>
    public string Sum => $"{RowsIn:N0} {(Balances ? "=" : "≠")} {Kept:N0} kept + {Merged:N0} merged + {Filtered.Values.Sum():N0} filtered "
        + $"+ {RowsRejected:N0} rejected";

    public long Accounted => Kept + Merged + Rejected.Values.Sum() + DuplicateExact + DuplicateConflict + Filtered.Values.Sum();

    public bool Balances => RowsIn == Accounted;

    public static RowAccountFacts? Of(JsonObject? account) => account?.Deserialize<RowAccountFacts>(RunFacts.Json);
}
