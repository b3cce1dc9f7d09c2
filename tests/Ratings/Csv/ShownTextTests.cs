using RecPipeline.Ratings.Csv;

namespace RecPipeline.Ratings.Tests.Csv;

public class ShownTextTests
{
    [Theory]
    [InlineData("plain é 漢 😀", "plain é 漢 😀")]
    [InlineData("a\tb\r\n", "a\\tb\\r\\n")]
    [InlineData("\0\u001b[31m\u007f\u009b", "\\x00\\x1b[31m\\x7f\\x9b")]
    [InlineData("\uFFFD\u202Ex\uFEFF\u2028", "\\ufffd\\u202ex\\ufeff\\u2028")]
    public void Escaped_WhatDoesNotPrint_IsShownByItsCode(string text, string expected) => Assert.Equal(expected, ShownText.Escaped(text));

    // An attribute cannot hold half a character.
    [Fact]
    public void Escaped_HalfACharacter_IsShownAsUnknown() => Assert.Equal("a\\ufffdb", ShownText.Escaped("a\uD800b"));

    [Fact]
    public void Escaped_EveryCharacter_PrintsNoControlCharacter()
    {
        string all = string.Concat(Enumerable.Range(0, 0x10000).Select(code => (char)code));
        Assert.DoesNotContain(ShownText.Escaped(all), letter => char.IsControl(letter) || letter is '\u202E' or '\uFFFD');
    }

    [Fact]
    public void Quoted_LongText_IsCutBetweenCharacters()
    {
        Assert.Equal("'short'", ShownText.Quoted("short", 5));
        Assert.Equal("'abc…'", ShownText.Quoted("abcd", 3));
        Assert.Equal("'ab…'", ShownText.Quoted("ab😀d", 3));
        Assert.Equal(62, ShownText.Quoted(new string('\0', 1000), 59).Length);
    }

    [Theory]
    [InlineData("\t", "s=\\t (in a shell with quotes around it)")]
    [InlineData(";", "s=; (in a shell with quotes around it)")]
    [InlineData("::", "s=::")]
    public void Setting_WhatAShellWouldTakeApart_SaysSo(string value, string expected) => Assert.Equal(expected, ShownText.Setting("s", value));
}
