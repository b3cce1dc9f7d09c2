namespace RecPipeline.Jobs.Reporting.Page;

/// <summary>A model's value and interval on a chart.</summary>
internal sealed record ChartRow(string Model, double Value, double Low, double High);

/// <summary>Dots with intervals: a table whose rows hold the numbers in words and, between them, the picture.</summary>
/// <remarks>The picture is drawn in per cent of its cell, so that it fits any width while its text keeps its size.</remarks>
internal static class IntervalChart
{
    private const int WideTicks = 6, NarrowTicks = 3;

    /// <param name="marks">Colours and shapes of the models.</param>
    /// <param name="caption">What is shown, such as <c>NDCG@100</c>.</param>
    /// <param name="note">What to know about it, or nothing.</param>
    /// <param name="metric">Says how values are written.</param>
    /// <param name="rows">From top to bottom.</param>
    /// <param name="best">The row to set in bold, or null.</param>
    /// <param name="isDifference">Marks 0, and gives every value its sign.</param>
    public static Html Draw(
        ModelMarks marks, string caption, string note, string metric, IReadOnlyList<ChartRow> rows, string? best, bool isDifference = false)
    {
        int ticks = note.Length > 0 ? WideTicks : NarrowTicks;
        var scale = new Scale(rows.SelectMany(row => new[] { row.Value, row.Low, row.High }).Concat(isDifference ? [0d] : []), ticks);
        var html = new Html();
        html.Add($"""<table class="chart"><caption>{caption} <span class="note">{note}</span></caption><tbody>""");
        foreach (var row in rows)
        {
            string value = isDifference ? Words.Difference(metric, row.Value) : Words.Value(metric, row.Value);
            html.Add($"""
                <tr class="{(row.Model == best ? "best" : "")}">
                <th scope="row">{marks.Label(row.Model)}</th>
                <td class="plot">{Strip(marks, scale, row, isDifference)}</td>
                <td class="n value">{value}</td>
                <td class="n range">{Words.Interval(metric, row.Low, row.High)}</td>
                </tr>
                """);
        }
        html.Add(
            $"""</tbody><tfoot aria-hidden="true"><tr><td></td><td class="plot">{Axis(scale)}</td><td></td><td class="range"></td>"""
            + $"""</tr></tfoot></table>""");
        return html;
    }

    private static Html Strip(ModelMarks marks, Scale scale, ChartRow row, bool isDifference)
    {
        var html = new Html();
        html.Add($"""<svg class="strip" width="100%" height="30" aria-hidden="true">""");
        foreach (double tick in scale.Ticks)
            html.Add(
                $"""<line class="{(isDifference && tick == 0 ? "zero" : "grid")}" x1="{scale.Percent(tick):0.##}%" """
                + $"""x2="{scale.Percent(tick):0.##}%" y1="0" y2="100%"/>""");
        if (double.IsFinite(row.Low) && double.IsFinite(row.High))
            html.Add(
                $"""<line class="interval {marks.Class(row.Model)}" x1="{scale.Percent(row.Low):0.##}%" """
                + $"""x2="{scale.Percent(row.High):0.##}%" y1="50%" y2="50%"/>""");
        if (double.IsFinite(row.Value))
            html.Add(
                $"""<svg class="mark {marks.Class(row.Model)}" x="{scale.Percent(row.Value):0.##}%" y="50%" overflow="visible">"""
                + $"""<path d="{marks.Shape(row.Model)}"/></svg>""");
        html.Add($"</svg>");
        return html;
    }

    private static Html Axis(Scale scale)
    {
        var html = new Html();
        string format = $"F{scale.Decimals}";
        html.Add($"""<svg class="axis" width="100%" height="18">""");
        for (int i = 0; i < scale.Ticks.Count; i++)
            html.Add(
                $"""<text class="{(i % 2 == 1 ? "second" : "")}" x="{scale.Percent(scale.Ticks[i]):0.##}%" """
                + $"""y="12">{Words.Signed(scale.Ticks[i].ToString(format))}</text>""");
        html.Add($"</svg>");
        return html;
    }
}
