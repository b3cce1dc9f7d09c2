using RecPipeline.Spark.Gateway;

namespace RecPipeline.Spark.Tests.Gateway;

public sealed class Py4JAnswerTests
{
    [Theory]
    [InlineData("!yv", null)]
    [InlineData("!yn", null)]
    [InlineData("!y", null)]
    [InlineData("!ybtrue", true)]
    [InlineData("!yi2147483647", int.MaxValue)]
    [InlineData("!yL9", 9L)]
    [InlineData("!yd1.0E10", 1e10)]
    [InlineData("!ydNaN", double.NaN)]
    [InlineData("!yd-Infinity", double.NegativeInfinity)]
    [InlineData("!ys", "")]
    [InlineData("!ysa\\nb\\\\c", "a\nb\\c")]
    [InlineData("!yro12", "Object o12")]
    [InlineData("!yto5", "Array o5")]
    [InlineData("!ylo0", "List o0")]
    [InlineData("!yao10", "Map o10")]
    [InlineData("!yho11", "Set o11")]
    [InlineData("!ygo1", "Iterator o1")]
    public void Values(string line, object? value) =>
        Assert.Equal(value, Py4JAnswer.Parse(line).ToValue((kind, id) => $"{kind} {id}"));

    [Fact]
    public void Values_BytesAndDecimals()
    {
        Assert.Equal(new byte[] { 1, 2, 3 }, Value("!yjAQID"));
        Assert.Equal(12.50m, Value("!yD12.50"));
    }

    [Theory]
    [InlineData("!xro3", AnswerStatus.JavaThrew, "o3")]
    [InlineData("!xspy4j.Py4JException: no\\n\tat x", AnswerStatus.Refused, "py4j.Py4JException: no\n\tat x")]
    [InlineData("!x", AnswerStatus.Refused, "the gateway gave no reason")]
    [InlineData("!zspy4j: unknown", AnswerStatus.Fatal, "py4j: unknown")]
    internal void Errors(string line, AnswerStatus status, string payload) => Assert.Equal(new Py4JAnswer(status, payload), Py4JAnswer.Parse(line));

    [Theory]
    [InlineData("")]
    [InlineData("!")]
    [InlineData("c\\np7")]
    [InlineData("HTTP/1.1 400")]
    public void Parse_NotAnAnswer_ShowsTheLine(string line)
    {
        var error = Assert.Throws<SparkGatewayException>(() => Py4JAnswer.Parse(line));
        Assert.Contains($"found '{line}'", error.Message);
    }

    [Theory]
    [InlineData("!yi12x")]
    [InlineData("!yL99999999999999999999")]
    [InlineData("!yj***")]
    [InlineData("!yD99999999999999999999999999999999999999")]
    [InlineData("!yq1")]
    public void Value_ThatCannotBeRead_IsAnError(string line) => Assert.Throws<SparkGatewayException>(() => Value(line));

    private static object? Value(string line) => Py4JAnswer.Parse(line).ToValue((_, id) => id);
}
