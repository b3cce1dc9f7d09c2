namespace RecPipeline.Foundation.Tests;

public class OptionAttributesTests
{
    public static TheoryData<RuleAttribute, object, object, string> Rules => new()
    {
        { new BetweenAttribute(1, 1024), 1024, 1025, "from 1 to 1024" },
        { new BetweenAttribute(0, 0.5), 0.0, -0.1, "from 0 to 0.5" },
        { new OneOfAttribute("cosine", "dot"), "dot", "Dot", "one of cosine, dot" },
        { new OneOfAttribute("cosine", "dot"), new[] { "dot", "cosine" }, new[] { "dot", "" }, "one of cosine, dot" },
        { new PairAttribute(), new[] { 0.5, 5 }, new[] { 5.0, 5 }, "a pair [low, high] with low below high" },
    };

    [Theory]
    [MemberData(nameof(Rules))]
    public void A_rule_says_what_it_accepts(RuleAttribute rule, object accepted, object refused, string words)
    {
        Assert.Equal((true, false, words), (rule.Accepts(accepted), rule.Accepts(refused), rule.Words));
    }
}
