using RecPipeline.Tests.Support;

namespace RecPipeline.Formats.Tests;

/// <summary>docs/formats.md names the test that shows each statement; this holds those names against the tests.</summary>
public sealed class FormatsPageTests
{
    [Fact]
    public void Every_test_named_on_the_page_exists() => NamedTests.Exist(typeof(FormatsPageTests).Assembly, "docs/formats.md");
}
