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
