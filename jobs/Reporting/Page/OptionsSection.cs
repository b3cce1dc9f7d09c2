using System.Text.Json.Nodes;

namespace RecPipeline.Jobs.Reporting.Page;

/// <summary>Every option with its value, its default and what it does.</summary>
internal static class OptionsSection
{
    public static void Write(Html html, ReportView view)
    {
        var options = view.Facts.Options;
        int changed = options.Count(IsChanged);
        html.Add($"""
            <h2 id="options-title">Options</h2>
            <p>{Words.Counted(options.Count, "option")}, of which {changed} differ from their default.</p>
            <div class="filter"><label><input type="checkbox" id="only-changed"/> only changed options</label></div>
            <div class="scroll" tabindex="0" role="group" aria-label="Options">
            <table class="options">
            <caption>Effective configuration</caption>
            <thead><tr><th scope="col">Option</th><th scope="col">Value</th><th scope="col">Default</th><th scope="col">What it does</th></tr></thead>
            <tbody>
            """);
        foreach (var option in options)
            Row(html, option);
        html.Add($"</tbody></table></div>");
    }

    private static bool IsChanged(OptionFact option) => !JsonNode.DeepEquals(option.Value, option.Default);

    private static void Row(Html html, OptionFact option)
    {
        bool isChanged = IsChanged(option);
        var mark = new Html();
        if (isChanged)
            mark.Add($"""<span class="status warn">changed</span>""");
        html.Add($"""
            <tr class="{(isChanged ? "changed" : "")}"><th scope="row" class="code">{option.Key}</th><td class="code">{Words.Json(option.Value)} {mark}</td>
            <td class="code quiet">{Words.Json(option.Default)}</td><td>{option.Doc}</td></tr>
            """);
    }
}
