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
            """);
        var isOff = options.ToLookup(option => IsOfAModelThatIsOff(option, options));
        Table(html, "Effective configuration", isOff[false]);
        if (!isOff.Contains(true))
            return;
        html.Add($"<details><summary>{Words.Counted(isOff[true].Count(), "option")} of models that take no part</summary>");
        Table(html, "Options of models that take no part", isOff[true]);
        html.Add($"</details>");
    }

    // Every model has a dozen options; those of models that are off say nothing about this run.
    private static bool IsOfAModelThatIsOff(OptionFact option, IReadOnlyList<OptionFact> options) =>
        option.Key.Split('.') is ["models", var model, _]
        && options.Any(each => each.Key == $"models.{model}.enabled" && each.Value?.GetValueKind() == System.Text.Json.JsonValueKind.False);

    private static void Table(Html html, string caption, IEnumerable<OptionFact> options)
    {
        html.Add($"""
            <div class="scroll" tabindex="0" role="group" aria-label="{caption}">
            <table class="options">
            <caption>{caption}</caption>
            <thead><tr><th scope="col">Option</th><th scope="col">Value</th><th scope="col">Default</th><th scope="col">What it does</th>
            </tr></thead>
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
            <tr class="{(isChanged ? "changed" : "")}"><th scope="row" class="code">{option.Key}</th>
            <td class="code">{Words.Json(option.Value)} {mark}</td>
            <td class="code quiet">{Words.Json(option.Default)}</td><td>{option.Doc}</td></tr>
            """);
    }
}
