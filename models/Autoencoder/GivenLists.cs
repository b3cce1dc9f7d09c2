using RecPipeline.Models.TopN;

namespace RecPipeline.Models.Autoencoder;

/// <summary>Lists that a model made before, by user: what the autoencoder's worker hands back.</summary>
/// <remarks>Example, users 0 and 2 of 3: Offsets 0 2 2 3, Items 7 4 9, Scores 1.5 0.2 0.9. A user without rows has no list.</remarks>
/// <param name="offsets">[users + 1].</param>
/// <param name="items">Item indexes, none twice within a user.</param>
/// <param name="scores">One per item; higher is better.</param>
public sealed class GivenLists(int[] offsets, int[] items, float[] scores)
{
    public ReadOnlySpan<int> Items(int user) => Knows(user) ? items.AsSpan(offsets[user]..offsets[user + 1]) : [];

    public ReadOnlySpan<float> Scores(int user) => Knows(user) ? scores.AsSpan(offsets[user]..offsets[user + 1]) : [];

    private bool Knows(int user) => user >= 0 && user + 1 < offsets.Length;
}

/// <summary>Scores the items of a user's given list; all others are masked. It has no reasons: what the network read is not kept.</summary>
public sealed class GivenListScorer(GivenLists lists) : IHistoryScorer
{
    /// <summary>False where the history is of a user without a list, or of nobody in particular.</summary>
    public bool TryScore(History history, Span<float> scores)
    {
        var items = lists.Items(history.User);
        var given = lists.Scores(history.User);
        scores.Fill(float.NegativeInfinity);
        for (int i = 0; i < items.Length; i++)
            scores[items[i]] = given[i];
        return items.Length > 0;
    }

    public void Explain(int item, Span<float> contributions) => contributions.Clear();
}
