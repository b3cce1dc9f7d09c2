using RecPipeline.Jobs.Configuration;
using RecPipeline.Models;
using RecPipeline.Models.Contract;

namespace RecPipeline.Jobs.Tests.Documents;

/// <summary>docs/models.md is what the registry says of itself.</summary>
public class ModelsPageTests
{
    [Fact]
    public void The_page_has_a_row_for_every_model() => Document.Holds(
        "docs/models.md",
        "models",
        ["| model | what it is for | needs | what it does | source |", "| --- | --- | --- | --- | --- |", .. ModelCatalogue.All.Select(Row)]);

    [Fact]
    public void The_page_has_every_option_of_every_model() => Document.Holds(
        "docs/models.md",
        "options",
        ["| option | default | value | what it sets |", "| --- | --- | --- | --- |", .. ModelCatalogue.All.SelectMany(Options)]);

    private static string Row(IModel model) =>
        $"| `{model.Name}`{(model.Defaults.Enabled ? " (on)" : "")} | {Use(model.Use)} | {Needs(model)} | {model.Does} | {model.Source} |";

    private static IEnumerable<string> Options(IModel model) => OptionProperties.Describe(model.Defaults, $"models.{model.Name}")
        .Select(each => $"| `{each.Path}` | `{each.Default?.ToJsonString()}` | {each.Rule} | {each.Doc} |");

    private static string Use(ModelUse use) => string.Join(", ", Enum.GetValues<ModelUse>().Where(each => use.HasFlag(each)).Select(each => each.ToString().ToLowerInvariant()));

    private static string Needs(IModel model) => (model.Needs, model.IsFittedApart) switch
    {
        (_, true) => "the GPU worker",
        (ModelNeeds.Nothing, _) => "ratings",
        var (needs, _) => "ratings, " + string.Join(", ", Enum.GetValues<ModelNeeds>().Where(each => each != 0 && needs.HasFlag(each)).Select(each => each switch
        {
            ModelNeeds.ItemFeatures => "what describes items",
            ModelNeeds.Timestamps => "times",
            _ => each.ToString(),
        })),
    };
}
