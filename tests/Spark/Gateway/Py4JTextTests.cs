using System.Text;
using RecPipeline.Spark.Gateway;

namespace RecPipeline.Spark.Tests.Gateway;

public sealed class Py4JTextTests
{
    [Theory]
    [InlineData("", "")]
    [InlineData("a\nb\\c", "a\\nb\\\\c")]
    [InlineData("\r\n", "\\r\\n")]
    [InlineData("plain é世 \u2028", "plain é世 \u2028")]
    public void Escape_AndBack(string plain, string escaped)
    {
        Assert.Equal(escaped, Py4JText.Escape(plain));
        Assert.Equal(plain, Py4JText.Unescape(escaped));
    }

    [Fact]
    public void Unescape_UnknownEscapeAndLoneBackslash_StandForThemselves() => Assert.Equal("qx\\", Py4JText.Unescape("\\q\\x\\"));

    [Fact]
    public void RoundTrip_AnyMixtureOfSpecialCharacters()
    {
        var random = new Random(7);
        for (int round = 0; round < 500; round++)
        {
            var text = new StringBuilder();
            for (int i = random.Next(20); i > 0; i--)
                text.Append("\\\r\nnrae"[random.Next(7)]);
            string escaped = Py4JText.Escape(text.ToString());
            Assert.True(escaped.AsSpan().IndexOfAny('\r', '\n') < 0);
            Assert.Equal(text.ToString(), Py4JText.Unescape(escaped));
        }
    }
}
