namespace RecPipeline.Jobs.Reporting.Page;

/// <summary>The flow as SVG: a box for each stage with status, seconds and rows, arrows between them.</summary>
internal static class FlowPicture
{
    private const double Width = 176, Between = 34, Edge = 2, Head = 48, Line = 16, Foot = 6;
    private const int NameLength = 19; // what fits beside a row count of seven digits

    public static Html Draw(RunFacts facts)
    {
        var layout = new FlowLayout(facts.Stages, stage => Head + (Lines(stage).Count > 0 ? Lines(stage).Count * Line + Foot : 0));
        double width = layout.Columns.Count * (Width + Between) - Between + 2 * Edge;
        var html = new Html();
        html.Add($"""
            <svg class="picture" viewBox="0 0 {width:0.##} {layout.Height + 2 * Edge:0.##}" width="{width:0.##}" role="img"
            aria-labelledby="picture-title picture-words">
            <title id="picture-title">The flow of this run</title>
            <desc id="picture-words">{string.Join("; ", layout.Ways.Select(way => $"{way[0].Stage!.Name} to {way[^1].Stage!.Name}"))}.
            </desc>
            <defs><marker id="arrow" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="8" markerHeight="8" orient="auto">
            <path d="M0 .8L7 4L0 7.2z"/></marker></defs>
            """);
        foreach (var way in layout.Ways)
            html.Add($"""<path class="arrow" d="{Path(way)}" marker-end="url(#arrow)"/>""");
        foreach (var node in layout.Columns.SelectMany(column => column))
            if (node.Stage is { } stage)
                Box(html, facts, stage, Left(node), node.Y + Edge, node.Height);
        html.Add($"</svg>");
        return html;
    }

    /// <summary>Tables of a stage under their common names: eight tables <c>eval/…</c> are one line.</summary>
    private static List<(string Name, long Rows)> Lines(StageFacts stage) =>
        [.. stage.Tables.GroupBy(table => CommonName(stage, table.Table))
            .Select(group => (Fitting(group.Key), group.Sum(table => table.Rows)))];

    private static string CommonName(StageFacts stage, string table) =>
        stage.Writes.Contains(table)
            ? table
            : table[..(table.IndexOf('/', StringComparison.Ordinal) is > 0 and var end ? end : table.Length)];

    private static string Fitting(string name) =>
        name.Length <= NameLength ? name : string.Concat("…", name.AsSpan(Math.Max(name.LastIndexOf('/'), name.Length - NameLength + 1)));

    private static double Left(FlowNode node) => Edge + node.Column * (Width + Between);

    private static string Path(IReadOnlyList<FlowNode> way)
    {
        var path = FormattableString.Invariant($"M{Left(way[0]) + Width:0.##} {way[0].Middle + Edge:0.##}");
        for (int i = 1; i < way.Count; i++)
        {
            var (from, to) = (way[i - 1], way[i]);
            double start = Left(from) + Width, end = Left(to), bend = (start + end) / 2;
            path += FormattableString.Invariant(
                $"C{bend:0.##} {from.Middle + Edge:0.##} {bend:0.##} {to.Middle + Edge:0.##} {end:0.##} {to.Middle + Edge:0.##}");
            if (to.Stage is null)
                path += FormattableString.Invariant($"H{end + Width:0.##}");
        }
        return path;
    }

    private static void Box(Html html, RunFacts facts, StageFacts stage, double x, double y, double height)
    {
        html.Add($"""
            <g class="box {OverviewSection.StatusClass(stage.Status)}" transform="translate({x:0.##} {y:0.##})">
            <rect width="{Width}" height="{height:0.##}" rx="6"/>
            <circle cx="15" cy="35" r="3.5"/>
            <text class="name" x="12" y="21">{stage.Name}</text>
            <text class="small" x="24" y="38.5">{FlowSection.StatusWords(facts, stage)}</text>
            <text class="small end" x="{Width - 12}" y="21">{(stage.Seconds > 0 ? Words.Seconds(stage.Seconds) : "")}</text>
            """);
        double line = Head;
        foreach (var (name, rows) in Lines(stage))
        {
            line += Line;
            html.Add(
                $"""<text class="table" x="12" y="{line - 4:0.##}">{name}</text>"""
                + $"""<text class="table end" x="{Width - 12}" y="{line - 4:0.##}">{rows:N0}</text>""");
        }
        html.Add($"</g>");
    }
}
