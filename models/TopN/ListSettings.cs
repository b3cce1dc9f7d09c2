namespace RecPipeline.Models.TopN;

/// <summary>What lists of a run have in common.</summary>
/// <param name="Order">The order at ties; it names the catalogue's size.</param>
/// <param name="N">Rows of a blended list.</param>
/// <param name="Candidates">Rows of a model's own list, at least N; they are what the blend chooses from.</param>
/// <param name="Excluded">Items nobody may get: unknown to training, denied. Any order.</param>
public sealed record ListSettings(ListOrder Order, int N, int Candidates, int[] Excluded);
