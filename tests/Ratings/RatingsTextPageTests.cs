using RecPipeline.Tests.Support;

namespace RecPipeline.Ratings.Tests;

/// <summary>docs/ratings-text.md names the test that shows each statement; this holds those names against the tests.</summary>
public sealed class RatingsTextPageTests
{
    [Fact]
    public void Every_test_named_on_the_page_exists() => NamedTests.Exist(typeof(RatingsTextPageTests).Assembly, "docs/ratings-text.md");
}
