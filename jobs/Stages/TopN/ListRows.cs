using System.Text;
using RecPipeline.Formats.Columns;
using RecPipeline.Jobs.Tables;
using RecPipeline.Models.TopN;

namespace RecPipeline.Jobs.Stages.TopN;

/// <summary>Rows of a list table while they are gathered.</summary>
/// <param name="mostRows">Most rows there will be.</param>
/// <param name="mostReasons">Most reasons of a row.</param>
internal sealed class ListRows(int mostRows, int mostReasons)
{
    private readonly int[] _users = new int[mostRows], _ranks = new int[mostRows], _items = new int[mostRows];
    private readonly float[] _scores = new float[mostRows];
    private readonly int[] _reasonOffsets = new int[mostRows + 1], _sourceOffsets = new int[mostRows + 1];
    private readonly int[] _reasonItems = new int[mostRows * mostReasons];
    private readonly float[] _reasonShares = new float[mostRows * mostReasons];
    private readonly List<byte> _sources = [];
    private readonly List<string?> _rules = [];
    private int _count;

    /// <summary>Adds the first <paramref name="length"/> rows of a user's list with their reasons.</summary>
    /// <param name="rules">By row the rule that moved it; empty where the table does not say.</param>
    public void Add(int user, ModelList list, int length, ReasonTable reasons, ReadOnlySpan<string?> rules)
    {
        _rules.AddRange(rules);
        byte[] source = Encoding.UTF8.GetBytes(list.Source);
        for (int i = 0; i < length; i++)
        {
            (_users[_count], _ranks[_count], _items[_count], _scores[_count]) = (user, i + 1, list.List.Items[i], list.List.Scores[i]);
            _sources.AddRange(source);
            _sourceOffsets[_count + 1] = _sources.Count;
            AddReasons(reasons.Of(i));
            _count++;
        }
    }

    /// <param name="isShaped">Whether the table says which rule moved a row.</param>
    public RecordBatch ToBatch(bool isShaped)
    {
        int reasons = _reasonOffsets[_count];
        var parts = new StructColumn(Schemas.Reason, reasons,
            [Columns.Int32(_reasonItems[..reasons]), Columns.Float32(_reasonShares[..reasons])]);
        return new RecordBatch(
            Schemas.TopN.WithRule(isShaped),
            [
            Columns.Int32(_users[.._count]),
            Columns.Int32(_ranks[.._count]),
            Columns.Int32(_items[.._count]),
            Columns.Float32(_scores[.._count]),
            new StringColumn(_sourceOffsets.AsMemory(0, _count + 1), _sources.ToArray()),
            Columns.Lists(_reasonOffsets[..(_count + 1)], parts),
            .. isShaped ? [StringColumns.Of(_rules)] : Array.Empty<Column>(),
            ]);
    }

    private void AddReasons(ReadOnlySpan<Reason> reasons)
    {
        int at = _reasonOffsets[_count];
        foreach (var reason in reasons)
            (_reasonItems[at], _reasonShares[at++]) = (reason.Item, reason.Share);
        _reasonOffsets[_count + 1] = at;
    }
}
