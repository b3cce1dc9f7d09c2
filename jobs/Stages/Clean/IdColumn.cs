using RecPipeline.Models.Cleaning;
using RecPipeline.Models;
using RecPipeline.Ratings.Layouts;

namespace RecPipeline.Jobs.Stages.Clean;

/// <summary>
/// The raw user ids, or item ids, of the rows that are kept: numbers as they are, texts as the number of their first appearance.
/// </summary>
internal sealed class IdColumn(IdType type)
{
    private readonly GrowingArray<long> _values = new();
    private readonly TextIds _texts = new();

    public bool AreTexts => type == IdType.String;

    public void Add(long id) => _values.Add(id);

    public void Add(ReadOnlySpan<byte> id) => _values.Add(_texts.Add(id));

    /// <summary>Gives every row its dense index: the place of its id among all ids, ascending.</summary>
    public (int[] Indices, RawIds Ids) Number(int threads)
    {
        long[] values = _values.ToArray();
        return AreTexts ? NumberTexts(values) : NumberNumbers(values, threads);
    }

    private static (int[] Indices, RawIds Ids) NumberNumbers(long[] values, int threads)
    {
        var ids = IdDictionary.Build(values);
        var indices = new int[values.Length];
        ids.Map(values, indices, threads);
        return (indices, RawIds.Of(ids.Ids));
    }

    private (int[] Indices, RawIds Ids) NumberTexts(long[] values)
    {
        int[] ascending = _texts.Ascending();
        var indexOf = new int[ascending.Length];
        for (int index = 0; index < ascending.Length; index++)
            indexOf[ascending[index]] = index;
        return (Array.ConvertAll(values, value => indexOf[value]), RawIds.Of(_texts.Pick(ascending)));
    }
}
