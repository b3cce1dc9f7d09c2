using RecPipeline.Formats.Columns;
using RecPipeline.Jobs.Tables;
using RecPipeline.Models.TopN;

namespace RecPipeline.Jobs.Stages.TopN;

/// <summary>Rows of a list table while they are gathered.</summary>
internal sealed class ListRows
{
    private readonly List<int> _users = [], _ranks = [], _items = [], _reasonOffsets = [0];
    private readonly List<float> _scores = [];
    private readonly List<string?> _sources = [];
    private readonly List<Reason> _reasons = [];

    /// <summary>Adds the first <paramref name="n"/> rows of a user's list; <paramref name="explain"/> appends the reasons of an item.</summary>
    public void Add(int user, ModelList list, int n, Action<int, List<Reason>> explain)
    {
        for (int i = 0; i < Math.Min(n, list.List.Count); i++)
        {
            _users.Add(user);
            _ranks.Add(i + 1);
            _items.Add(list.List.Items[i]);
            _scores.Add(list.List.Scores[i]);
            _sources.Add(list.Source);
            explain(list.List.Items[i], _reasons);
            _reasonOffsets.Add(_reasons.Count);
        }
    }

    public RecordBatch ToBatch()
    {
        var reasons = new StructColumn(
            Schemas.Reason,
            _reasons.Count,
            [Columns.Int32([.. _reasons.Select(reason => reason.Item)]), Columns.Float32([.. _reasons.Select(reason => reason.Share)])]);
        return new RecordBatch(
            Schemas.TopN,
            Columns.Int32([.. _users]),
            Columns.Int32([.. _ranks]),
            Columns.Int32([.. _items]),
            Columns.Float32([.. _scores]),
            StringColumns.Of(_sources),
            Columns.Lists([.. _reasonOffsets], reasons));
    }
}
