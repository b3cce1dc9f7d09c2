using System.Text.Json;
using System.Text.Json.Nodes;
using RecPipeline.Models.Splitting;

namespace RecPipeline.Jobs.Reporting;

/// <summary>
/// How one protocol and fold cut the ratings, as split keeps it in its contracts: its own definition and rows by role, in snake_case.
/// </summary>
public sealed record SplitFact(string Protocol, int Fold, string? Rule, IReadOnlyDictionary<string, long> Rows, LeakageReport Proof)
{
    public static IReadOnlyList<SplitFact> Of(JsonArray? proofs) => proofs?.Deserialize<SplitFact[]>(RunFacts.Json) ?? [];
}
