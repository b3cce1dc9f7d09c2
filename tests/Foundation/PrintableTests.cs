namespace RecPipeline.Foundation.Tests;

public class PrintableTests
{
    [Theory]
    [InlineData("größe 'x'\nline 2", "größe 'x'\nline 2")]
    [InlineData("\u001B[31mred\u0007", "\\x1B[31mred\\x07")]
    [InlineData("a\tb\r\n\0\u0085", "a\\tb\\x0D\n\\x00\\x85")]
    public void Of_Text_HasNoControls(string text, string shown) => Assert.Equal(shown, Printable.Of(text));
}
