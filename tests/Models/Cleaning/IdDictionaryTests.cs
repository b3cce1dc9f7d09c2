using RecPipeline.Models.Cleaning;

namespace RecPipeline.Models.Tests.Cleaning;

public class IdDictionaryTests
{
    public static TheoryData<string, long[]> Columns()
    {
        var random = new Random(5);
        return new TheoryData<string, long[]>
        {
            { "empty", [] },
            { "one", [42] },
            { "documented example", [7, 3, 900, 3] },
            { "extremes", [long.MaxValue, 0, long.MinValue, -1, long.MaxValue] },
            { "dense", [.. Enumerable.Range(0, 50_000).Select(_ => random.NextInt64(1, 20_000))] },
            { "sparse", [.. Enumerable.Range(0, 50_000).Select(_ => random.NextInt64(10_000) * 1_000_000_007L)] },
            { "around 2^31 and below 0", [.. Enumerable.Range(0, 3000).Select(i => (1L << 31) - 1500 + i), -7, -7] },
        };
    }

    [Theory]
    [MemberData(nameof(Columns))]
    public void Build_AnyIds_GivesWhatDistinctAndSortGive(string name, long[] ids)
    {
        Assert.NotEmpty(name);
        long[] expected = [.. ids.Distinct().Order()];
        var dictionary = IdDictionary.Build(ids);
        Assert.Equal(expected, dictionary.Ids);
        Assert.Equal(expected.Length, dictionary.Count);
        for (int i = 0; i < expected.Length; i++)
            Assert.Equal(i, dictionary.IndexOf(expected[i]));
        foreach (long absent in new[] { 12_345_678_901, -2, 20_001, long.MaxValue - 1 }.Except(expected))
            Assert.Equal(-1, dictionary.IndexOf(absent));
    }

    [Theory]
    [MemberData(nameof(Columns))]
    public void Map_AnyThreads_GivesTheIndexOfEveryId(string name, long[] ids)
    {
        Assert.NotEmpty(name);
        var dictionary = IdDictionary.Build(ids);
        int[] expected = [.. ids.Select(id => Array.BinarySearch(dictionary.Ids, id))];
        foreach (int threads in new[] { 1, 2, 7 })
        {
            var indices = new int[ids.Length];
            dictionary.Map(ids, indices, threads);
            Assert.Equal(expected, indices);
        }
    }

    [Fact]
    public void Build_IdsGatheredInParts_EqualsOneColumn()
    {
        var (first, second) = (new DistinctIds(), new DistinctIds());
        first.Add([5, 5, 1]);
        second.Add([9, 1, 4]);
        first.Add(second);
        first.Add([]);
        Assert.Equal([1, 4, 5, 9], IdDictionary.Build(first).Ids);
        Assert.Equal(4, first.Count);
    }

    [Fact]
    public void Map_WrongLength_SaysBoth()
    {
        var error = Assert.Throws<ArgumentException>(() => IdDictionary.Build([1]).Map(new long[2], new int[3], 1));
        Assert.StartsWith("2 ids cannot be written to 3 indices.", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Contains_IdSet_KnowsItsMembersOnly()
    {
        var set = new IdSet([3, 1L << 40, 3]);
        Assert.Equal((2, true, true, false, false), (set.Count, set.Contains(3), set.Contains(1L << 40), set.Contains(4), set.Contains(-3)));
    }
}
