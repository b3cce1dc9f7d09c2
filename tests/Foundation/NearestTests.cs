namespace RecPipeline.Foundation.Tests;

public class NearestTests
{
    [Theory]
    [InlineData("", "", 0)]
    [InlineData("", "abc", 3)]
    [InlineData("abc", "", 3)]
    [InlineData("rank", "rank", 0)]
    [InlineData("Rank", "rANK", 0)]
    [InlineData("rnk", "rank", 1)]
    [InlineData("kitten", "sitting", 3)] // k→s, e→i, +g: the textbook's example
    [InlineData("flaw", "lawn", 2)]
    public void Distance_TwoWords_CountsSingleLetterChanges(string a, string b, int expected)
    {
        Assert.Equal(expected, Nearest.Distance(a, b));
        Assert.Equal(expected, Nearest.Distance(b, a));
    }

    [Fact]
    public void Hint_NearWord_NamesIt() => Assert.Equal("Did you mean 'similarity'?", Nearest.Hint("similarty", ["split", "similarity", "als"]));

    [Fact]
    public void Hint_NothingNear_NamesAllInOrder() => Assert.Equal("Known: als, split, top-n.", Nearest.Hint("zzzzzz", ["top-n", "als", "split"]));

    [Fact]
    public void Hint_EquallyNear_TakesTheFirst() => Assert.Equal("Did you mean 'cat'?", Nearest.Hint("hat", ["cat", "bat"]));
}
