namespace RecPipeline.Models.TopN;

/// <summary>Scores the whole catalogue for one user from the user's history. An instance is one thread's workspace.</summary>
/// <remarks>
/// Users whom training has seen and users whom it has not go the same way: a model's parameters belong to items, what belongs to the user
/// comes from the history. The score of an item depends on nothing but model and history, bit for bit.
/// </remarks>
public interface IHistoryScorer
{
    /// <summary>
    /// Writes a score for every item; higher is better. False when the history holds nothing this model can use; scores are then undefined.
    /// </summary>
    /// <param name="history">The user's rows.</param>
    /// <param name="scores">[items], overwritten.</param>
    bool TryScore(History history, Span<float> scores);

    /// <summary>How much each row of the history last scored adds to the score of <paramref name="item"/>.</summary>
    /// <param name="item">Any item.</param>
    /// <param name="contributions">
    /// One per row of the history, overwritten; they add up to the item's score but for rounding. All 0 where the model has no reasons.
    /// </param>
    void Explain(int item, Span<float> contributions);
}
