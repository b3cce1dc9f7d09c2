using System.Text.Json.Nodes;
using RecPipeline.Jobs.Reporting.Page;

namespace RecPipeline.Jobs.Tests.Reporting.Page;

public sealed class WordsTests
{
    [Theory]
    [InlineData("NDCG", 0.35619, "0.3562")]
    [InlineData("NDCG", -0.00214, "−0.0021")]
    [InlineData("SelfInformation", 12.345, "12.35")]
    [InlineData("NoveltyRank", 412.34, "412.3")]
    [InlineData("NoveltyRank", 12345.6, "12,346")]
    [InlineData("RowsPredicted", 7.0, "7")]
    [InlineData("NDCG", double.NaN, "–")]
    public void Value_OfAMetric_HasTheDecimalsThatItsSizeNeeds(string metric, double value, string expected) => Assert.Equal(expected, Words.Value(metric, value));

    [Theory]
    [InlineData(0.0, "0 %")]
    [InlineData(1e-5, "< 0.1 %")]
    [InlineData(0.0523, "5.2 %")]
    [InlineData(0.0996, "10 %")]
    [InlineData(0.412, "41 %")]
    [InlineData(-0.012, "−1.2 %")]
    public void Share_InPerCent(double share, string expected) => Assert.Equal(expected, Words.Share(share).Replace('\u00a0', ' '));

    [Theory]
    [InlineData(0.004, "0.00 s")]
    [InlineData(12.418, "12.4 s")]
    [InlineData(600, "10.0 min")]
    [InlineData(9000, "2.5 h")]
    public void Seconds_InAUnitThatFits(double seconds, string expected) => Assert.Equal(expected, Words.Seconds(seconds).Replace('\u00a0', ' '));

    [Theory]
    [InlineData("null", "–")]
    [InlineData("[]", "(none)")]
    [InlineData("[0.5, 5]", "0.5, 5")]
    [InlineData("\"\"", "(empty)")]
    [InlineData("\"a/b\"", "a/b")]
    [InlineData("true", "true")]
    public void Json_Value_StandsWithoutQuotes(string json, string expected) => Assert.Equal(expected, Words.Json(JsonNode.Parse(json)));

    [Theory]
    [InlineData("610-0123456789abcdef-1111111111111111-2222222222222222", "0123456789")]
    [InlineData("short", "short")]
    public void ShortHash_OfAContentHash_IsTheSumsBeginning(string hash, string expected) => Assert.Equal(expected, Words.ShortHash(hash));
}
