using System.Text;
using RecPipeline.Models.Cleaning;

namespace RecPipeline.Models.Tests.Cleaning;

public sealed class TextIdsTests
{
    [Fact]
    public void Add_Repeats_GiveTheNumberOfTheFirst()
    {
        var ids = new TextIds();
        Assert.Equal([0, 1, 0, 2], new[] { "b", "a", "b", "" }.Select(id => ids.Add(Utf8(id))));
        Assert.Equal((3, -1), (ids.Count, ids.Find("c"u8)));
        Assert.Equal([2, 1, 0], ids.Ascending());
    }

    [Fact]
    public void Ascending_ManyTexts_IsTheOrderOfUnsignedBytes()
    {
        var random = new Random(3);
        string[] texts = [.. Enumerable.Range(0, 5000).Select(_ => new string([.. Enumerable.Range(0, random.Next(6)).Select(_ => "aZ09é日"[random.Next(6)])])), "\U0001F600", "\uFFFD"];
        var ids = new TextIds();
        foreach (string text in texts)
            Assert.Equal(text, Text(ids, ids.Add(Utf8(text))));
        string[] expected = [.. texts.Distinct().OrderBy(text => Convert.ToHexString(Utf8(text)), StringComparer.Ordinal)];
        Assert.Equal(expected, ids.Ascending().Select(number => Text(ids, number)));
        var ascending = RawIds.Of(ids.Pick(ids.Ascending()));
        Assert.All(Enumerable.Range(0, expected.Length), index => Assert.True(ascending.TryFind(expected[index], out int found) && found == index));
        Assert.True(ascending.TryFind("no such id", out int none) && none == -1);
    }

    [Fact]
    public void RawIds_Numbers_AreFoundByTheirText()
    {
        var ids = RawIds.Of([-3, 7, 1L << 40]);
        Assert.True(ids.TryFind("1099511627776", out int index) && index == 2);
        Assert.True(ids.TryFind("8", out int absent) && absent == -1);
        Assert.False(ids.TryFind("7x", out _));
        Assert.Equal(["-3", "1099511627776"], Enumerable.Range(0, 2).Select(ids.Pick([0, 2]).Text));
    }

    private static byte[] Utf8(string text) => Encoding.UTF8.GetBytes(text);

    private static string Text(TextIds ids, int number) => Encoding.UTF8.GetString(ids[number]);
}
