using RecPipeline.Evaluation;
using RecPipeline.Models.Matrices;
using RecPipeline.Models.TopN;

namespace RecPipeline.Jobs.Stages.Evaluate;

/// <summary>
/// Makes the lists of test users, of every model and of their blend, and hands each on beside the user's hidden items. One thread's
/// workspace, on both engines.
/// </summary>
/// <param name="models">In the order of the blend.</param>
/// <param name="settings">Its N is the longest cutoff.</param>
internal sealed class TestUserLists(ListModel[] models, ListSettings settings)
{
    private readonly ListBlockMaker _maker = new(models, settings);

    /// <summary>Takes one list.</summary>
    /// <param name="list">Number of its model; the blend comes after the last model.</param>
    /// <param name="row">Row of the user.</param>
    /// <param name="ranked">Valid during the call.</param>
    public delegate void Taker(int list, int row, in RankedList ranked);

    /// <summary>Lists of a user.</summary>
    public int Count => models.Length + 1;

    public static string[] Names(IEnumerable<ListModel> models) => [.. models.Select(model => model.Name), ModelList.BlendName];

    /// <param name="histories">[users × items] what models may know; none of it is listed.</param>
    /// <param name="hidden">[users × items] what they should find.</param>
    /// <param name="rows">At most <see cref="ListBlockMaker.BlockUsers"/> rows of both.</param>
    /// <param name="times">One per cell of the histories, for models that read them in order; null for none.</param>
    /// <param name="take">Gets each user's lists.</param>
    public void Make(SparseMatrix histories, SparseMatrix hidden, ReadOnlySpan<int> rows, long[]? times, Taker take) =>
        Make(histories, hidden, rows, null, times, take);

    /// <param name="histories">As above.</param>
    /// <param name="hidden">As above.</param>
    /// <param name="rows">As above.</param>
    /// <param name="users">Index in the run of the user of each row of the matrices; null where rows are users.</param>
    /// <param name="times">As above.</param>
    /// <param name="take">As above.</param>
    public void Make(SparseMatrix histories, SparseMatrix hidden, ReadOnlySpan<int> rows, int[]? users, long[]? times, Taker take)
    {
        _maker.Make(histories, rows, userOfRow: users, timestamps: times);
        for (int at = 0; at < rows.Length; at++)
            for (int list = 0; list < Count; list++)
                            {
                var made = (list < models.Length ? _maker.ListOf(list, at) : _maker.BlendOf(at)).List;
                take(list, rows[at], Ranked(made, histories, hidden, rows[at]));
            }
    }

    private RankedList Ranked(CandidateList list, SparseMatrix histories, SparseMatrix hidden, int row) =>
        new(First(list.Items), First(list.Scores), hidden.RowIndices(row), hidden.RowValues(row)) { History = histories.RowIndices(row) };

    private ReadOnlySpan<T> First<T>(ReadOnlySpan<T> list) => list[..Math.Min(list.Length, settings.N)];
}
