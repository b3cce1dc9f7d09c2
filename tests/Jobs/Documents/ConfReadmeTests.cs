using RecPipeline.Jobs.Configuration;

namespace RecPipeline.Jobs.Tests.Documents;

public class ConfReadmeTests
{
    [Fact]
    public void Conf_readme_has_every_key_with_default_and_range() => Document.Holds(
        "conf/README.md",
        "keys",
        [
            "| key | default | value | what it sets |",
            "| --- | --- | --- | --- |",
            .. OptionProperties.Describe(new PipelineOptions()).Select(each => $"| `{each.Path}` | `{each.Default?.ToJsonString()}` | {each.Rule} | {each.Doc} |"),
        ]);

    [Fact]
    public void Every_option_has_a_line_of_documentation() => Assert.All(
        OptionProperties.Describe(new PipelineOptions()), option => Assert.True(option.Doc.EndsWith('.') && option.Doc.Length > 10, $"{option.Path}: '{option.Doc}'"));
}
