namespace RecPipeline.Jobs.Reporting.Page;

/// <summary>A part of a bar; its class, <c>b0</c> to <c>b3</c> of pictures.css, is its colour.</summary>
internal sealed record BarPart(string Name, long Count, string Class);

/// <summary>A bar whose parts are shares of a whole. The numbers stand in a table beside it.</summary>
internal static class ShareBar
{
    private const double LeastWidth = 0.4; // per cent: one row in a million is still seen

    public static Html Draw(string label, IReadOnlyList<BarPart> parts)
    {
        var shown = parts.Where(part => part.Count > 0).ToArray();
        double whole = shown.Sum(part => part.Count), widths = shown.Sum(part => Width(part, whole)), x = 0;
        var html = new Html();
        html.Add(
            $"""<svg class="sharebar" width="100%" height="22" role="img" aria-label="{label}: """
            + $"""{string.Join(", ", shown.Select(part => $"{part.Name} {part.Count:N0}"))}">""");
        foreach (var part in shown)
        {
            double width = 100 * Width(part, whole) / widths;
            html.Add(
                $"""<rect class="{part.Class}" x="{x:0.###}%" width="{width:0.###}%" height="22"><title>{part.Name}: {part.Count:N0}"""
                + $"""</title></rect>""");
            x += width;
        }
        html.Add($"</svg>");
        return html;
    }

    /// <summary>The colour of a part, to stand before its name.</summary>
    public static Html Key(BarPart part)
    {
        var html = new Html();
        html.Add(
            $"""<svg class="key" width="10" height="10" aria-hidden="true"><rect class="{part.Class}" width="10" height="10" rx="2"/>"""
            + $"""</svg>""");
        return html;
    }

    private static double Width(BarPart part, double whole) => Math.Max(LeastWidth, 100 * part.Count / whole);
}
