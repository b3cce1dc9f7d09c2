using System.Diagnostics;
using RecPipeline.Formats.Columns;
using RecPipeline.Jobs.Configuration;
using RecPipeline.Jobs.Models;
using RecPipeline.Jobs.Tables;
using RecPipeline.Models.Matrices;
using RecPipeline.Models.TopN;

namespace RecPipeline.Jobs.Stages.TopN;

/// <summary>The lists of a range of users, ready to be written: one batch per table.</summary>
/// <param name="Own">The lists of each model whose own lists are written, in that order.</param>
/// <param name="Recommendations">Their blend.</param>
/// <param name="Status">How long each list is, and why.</param>
/// <param name="ListTime">Time of one thread for lists.</param>
/// <param name="ReasonTime">Time of one thread for reasons.</param>
internal sealed record UserLists(
    IReadOnlyList<RecordBatch> Own, RecordBatch Recommendations, RecordBatch Status, TimeSpan ListTime, TimeSpan ReasonTime)
{
    /// <summary>Makes the lists of users first … end − 1, at most <see cref="ListBlockMaker.BlockUsers"/>.</summary>
    /// <param name="maker">One thread's workspace.</param>
    /// <param name="models">Those of the maker.</param>
    /// <param name="ratings">[users × items].</param>
    /// <param name="blocked">[users × items] cells that a user may not get.</param>
    /// <param name="first">First row of both.</param>
    /// <param name="end">Row after the last.</param>
    /// <param name="options">Lengths, reasons and written models.</param>
    /// <param name="firstUser">Index of the user in row 0.</param>
    /// <param name="timestamps">One per cell of <paramref name="ratings"/>, for models that read histories in order.</param>
    /// <exception cref="InvalidOperationException">A list holds an item that the user has rated: the masks are broken.</exception>
    public static UserLists Make(
        ListBlockMaker maker, IReadOnlyList<ListModel> models, SparseMatrix ratings, SparseMatrix blocked, int first, int end,
        PipelineOptions options, int firstUser = 0, long[]? timestamps = null)
    {
        int[] users = [.. Enumerable.Range(first, end - first)];
        var clock = Stopwatch.StartNew();
        maker.Make(ratings, users, blocked, firstUser, timestamps: timestamps);
        var (listTime, reasonClock) = (clock.Elapsed, new Stopwatch());
        string[] names = [.. models.Select(model => model.Name)];
        var own = options.Written().Select(model => OwnRows(maker, Array.IndexOf(names, model), first, options.TopN, reasonClock))
            .ToArray();
        var (blended, status) = (Rows(maker, maker.BlendOf, first, options.TopN, reasonClock, options.TopN.IsShaped), new StatusRows());
        for (int at = 0; at < maker.Count; at++)
        {
            CheckUnseen(maker.BlendOf(at).List.Items, ratings, users[at]);
            status.Add(users[at], maker.BlendOf(at), options.TopN.N);
        }
        return new UserLists(own, blended, status.ToBatch(), listTime, reasonClock.Elapsed);
    }

    // Without a row where the model has made nothing in this run (an autoencoder whose worker failed).
    private static RecordBatch OwnRows(ListBlockMaker maker, int model, int first, TopNOptions options, Stopwatch reasonClock) =>
        model < 0 ? RecordBatch.Empty(Schemas.TopN) : Rows(maker, at => maker.ListOf(model, at), first, options, reasonClock);

    private static RecordBatch Rows(ListBlockMaker maker, Func<int, ModelList> listAt, int first, TopNOptions options,
        Stopwatch reasonClock, bool isShaped = false)
    {
        var (rows, reasons) = (new ListRows(maker.Count * options.N, options.Reasons), new ReasonTable());
        for (int at = 0; at < maker.Count; at++)
        {
            var list = listAt(at);
            int length = Math.Min(options.N, list.List.Count);
            reasonClock.Start();
            maker.Explain(list, at, length, options.Reasons, reasons);
            reasonClock.Stop();
            rows.Add(first + at, list, length, reasons, isShaped ? maker.RulesOf(at) : []);
        }
        return rows.ToBatch(isShaped);
    }

    private static void CheckUnseen(ReadOnlySpan<int> items, SparseMatrix ratings, int user)
    {
        foreach (int item in items)
            if (ratings.RowIndices(user).BinarySearch(item) >= 0)
                throw new InvalidOperationException($"The list of user index {user} holds item index {item}, which the user has rated.");
    }

    /// <summary>How long each list is, and why.</summary>
    private sealed class StatusRows
    {
        private readonly List<int> _users = [], _rows = [];
        private readonly List<string?> _reasons = [];

        public void Add(int user, ModelList list, int n)
        {
            _users.Add(user);
            _rows.Add(list.List.Count);
            _reasons.Add(list.List.Count < n ? "catalogue exhausted" : list.IsOwn ? "full" : "cold");
        }

        public RecordBatch ToBatch() =>
            new(Schemas.ListStatus, Columns.Int32([.. _users]), Columns.Int32([.. _rows]), StringColumns.Of(_reasons));
    }
}
