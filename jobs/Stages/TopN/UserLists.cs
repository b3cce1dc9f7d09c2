using RecPipeline.Formats.Columns;
using RecPipeline.Jobs.Configuration;
using RecPipeline.Jobs.Tables;
using RecPipeline.Models;
using RecPipeline.Models.TopN;

namespace RecPipeline.Jobs.Stages.TopN;

/// <summary>The lists of a range of users, ready to be written: one batch per table.</summary>
/// <param name="Own">The lists of each model of <c>topN.write</c>, in that order.</param>
internal sealed record UserLists(IReadOnlyList<RecordBatch> Own, RecordBatch Recommendations, RecordBatch Status)
{
    /// <summary>Makes the lists of users first … end − 1.</summary>
    /// <exception cref="InvalidOperationException">A list holds an item that the user has rated: the masks are broken.</exception>
    public static UserLists Make(ListMaker maker, SparseMatrix ratings, SparseMatrix blocked, int first, int end, TopNOptions options)
    {
        ListRows[] own = [.. options.Write.Select(_ => new ListRows())];
        var (blended, status) = (new ListRows(), new StatusRows());
        for (int user = first; user < end; user++)
        {
            maker.Make(History.Of(ratings, user), blocked.RowIndices(user), user);
            for (int i = 0; i < own.Length; i++)
                Add(own[i], maker, ratings, user, maker.Lists.First(list => list.Name == options.Write[i]), options);
            Add(blended, maker, ratings, user, maker.Blended, options);
            CheckUnseen(maker.Blended.List.Items, ratings, user);
            status.Add(user, maker.Blended, options.N);
        }
        return new UserLists([.. own.Select(rows => rows.ToBatch())], blended.ToBatch(), status.ToBatch());
    }

    private static void Add(ListRows rows, ListMaker maker, SparseMatrix ratings, int user, ModelList list, TopNOptions options) =>
        rows.Add(user, list, options.N, (item, reasons) => maker.Explain(list, History.Of(ratings, user), item, options.Reasons, reasons));

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

        public RecordBatch ToBatch() => new(Schemas.ListStatus, Columns.Int32([.. _users]), Columns.Int32([.. _rows]), StringColumns.Of(_reasons));
    }
}
