using System.Text;
using RecPipeline.Jobs.Reporting.Page;

namespace RecPipeline.Jobs.Reporting.Page;

/// <summary>The facts of a run as one static page: nothing is loaded from anywhere, and it reads without JavaScript.</summary>
/// <remarks>Equal facts give equal bytes. The page is well-formed XML after its first line, so that tests and tools can read it.</remarks>
public static class HtmlReport
{
    private static readonly Section[] Sections =
    [
        new("overview", "Overview", OverviewSection.Write),
        new("flow", "Flow", FlowSection.Write),
        new("spark", "Spark", SparkSection.Write) { IsThere = SparkSection.IsThere },
        new("rows", "Row account", RowsSection.Write),
        new("splits", "Split proof", SplitsSection.Write),
        new("models", "Models", ModelsSection.Write),
        new("lists", "Sample lists", ListsSection.Write),
        new("options", "Options", OptionsSection.Write),
        new("versions", "Versions", VersionsSection.Write),
    ];

    /// <returns>The page in UTF-8.</returns>
    public static byte[] Render(RunFacts facts)
    {
        ArgumentNullException.ThrowIfNull(facts);
        var view = ReportView.Of(facts);
        var (navigation, main) = (new Html(), new Html());
        foreach (var section in Sections.Where(section => section.IsThere(view)))
        {
            navigation.Add($"""<li><a href="#{section.Id}">{section.Title}</a></li>""");
            main.Add($"""<section id="{section.Id}" aria-labelledby="{section.Id}-title">""");
            section.Write(main, view);
            main.Add($"</section>");
        }
        return Encoding.UTF8.GetBytes(Skeleton.Fill($"RecPipeline run of {facts.Date}: {facts.Status}", navigation, main));
    }

    private sealed record Section(string Id, string Title, Action<Html, ReportView> Write)
    {
        public Func<ReportView, bool> IsThere { get; init; } = _ => true;
    }
}
