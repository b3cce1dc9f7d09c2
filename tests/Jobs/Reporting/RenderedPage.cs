using RecPipeline.Jobs.Reporting.Page;
using System.Globalization;
using System.Text;
using System.Xml.Linq;
using RecPipeline.Jobs.Reporting;

namespace RecPipeline.Jobs.Tests.Reporting;

/// <summary>A page as a reader meets it: elements and their words. The page is well-formed XML, or this throws.</summary>
internal sealed class RenderedPage(RunFacts facts)
{
    private readonly XDocument _document = XDocument.Parse(Encoding.UTF8.GetString(HtmlReport.Render(facts)));

    public IEnumerable<string> Ids => _document.Descendants().Attributes("id").Select(id => id.Value);

    public IEnumerable<XElement> All(string name) => _document.Descendants(name);

    public XElement Section(string id) => All("section").Single(section => (string?)section.Attribute("id") == id);

    public string Text(string section) => Words(Section(section));

    /// <summary>The cells of the table whose caption begins with these words, row by row, its heads included.</summary>
    public string[][] Table(string caption) =>
        [.. All("table").Single(table => Words(table.Element("caption")!).StartsWith(caption, StringComparison.Ordinal)).Descendants("tr").Select(row => row.Elements().Select(Words).ToArray())];

    /// <summary>An element's words without markup, white space made single.</summary>
    public static string Words(XElement element) =>
        string.Join(' ', string.Concat(element.DescendantNodes().OfType<XText>().Select(text => text.Value + ' ')).Replace('\u00a0', ' ').Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    /// <summary>A length in per cent, such as <c>27.5%</c>.</summary>
    public static double Percent(XElement element, string attribute) =>
        double.Parse(((string)element.Attribute(attribute)!).TrimEnd('%'), CultureInfo.InvariantCulture);
}
