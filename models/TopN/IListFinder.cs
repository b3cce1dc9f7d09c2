namespace RecPipeline.Models.TopN;

/// <summary>Finds one model's best items for block after block of users. An instance is one thread's workspace.</summary>
/// <remarks>
/// The same lists as the model's <see cref="IHistoryScorer"/> with <see cref="TopNSelector"/>, which is the plain twin; see
/// ListBlockMakerTests.
/// </remarks>
public interface IListFinder
{
    /// <summary>
    /// Makes the lists of all users of the block; <see cref="ModelList.IsOwn"/> is false where the history holds nothing this model can
    /// use, the list then undefined.
    /// </summary>
    /// <param name="users">The block.</param>
    /// <param name="lists">One per user.</param>
    void Find(UserBlock users, ReadOnlySpan<ModelList> lists);

    /// <summary>How much the history rows add to the scores of some items of a user who has an own list.</summary>
    /// <param name="history">The user's rows.</param>
    /// <param name="items">Items whose scores are explained.</param>
    /// <param name="contributions">Started and filled here; without rows where the model has no reasons.</param>
    void Explain(History history, ReadOnlySpan<int> items, Contributions contributions);
}

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
