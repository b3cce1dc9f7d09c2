using RecPipeline.Jobs.Reporting.Page;

namespace RecPipeline.Jobs.Tests.Reporting.Page;

public sealed class HtmlTests
{
    [Fact]
    public void Add_Data_IsEscapedAndMarkupIsNot()
    {
        var html = new Html();
        html.Add($"""<td class="{"a\"b"}">{"<b>&'"}</td>""");
        Assert.Equal("<td class=\"a&quot;b\">&lt;b&gt;&amp;&#39;</td>\n", html.ToString());
    }

    [Fact]
    public void Add_PartCollectedBefore_IsNotEscapedAgain()
    {
        var (part, whole) = (new Html(), new Html());
        part.Add($"<i>{"&"}</i>");
        whole.Add($"<p>{part}</p>");
        Assert.Equal("<p><i>&amp;</i>\n</p>\n", whole.ToString());
    }

    [Fact]
    public void Add_Numbers_TakeTheirFormat()
    {
        var html = new Html();
        html.Add($"{1234:N0} {0.5:0.00} {(string?)null}|");
        Assert.Equal("1,234 0.50 |\n", html.ToString());
    }
}
