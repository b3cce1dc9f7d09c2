using RecPipeline.Spark.Gateway;

namespace RecPipeline.Spark.Tests.Gateway;

/// <summary>The worked examples of the protocol, byte for byte.</summary>
public sealed class Py4JRequestTests
{
    [Fact]
    public void Requests_AreTheWorkedExamples()
    {
        Assert.Equal("A\n0123456789abcdef\n", Py4JRequest.Authenticate("0123456789abcdef"));
        Assert.Equal("i\njava.util.ArrayList\ne\n", Py4JRequest.New("java.util.ArrayList"));
        Assert.Equal("c\no0\nadd\nsa\\nb\\\\c\ne\n", Py4JRequest.Call("o0", "add", "a\nb\\c"));
        Assert.Equal("c\nz:java.lang.Math\nmax\ni3\nL9\ne\n", Py4JRequest.StaticCall("java.lang.Math", "max", 3, 9L));
        Assert.Equal("r\nm\njava.lang.Integer\nMAX_VALUE\ne\n", Py4JRequest.StaticField("java.lang.Integer", "MAX_VALUE"));
        Assert.Equal("a\nc\nsint\ni3\ne\n", Py4JRequest.NewArray("int", 3));
        Assert.Equal("a\ns\no5\ni0\ni42\ne\n", Py4JRequest.ArraySet("o5", 0, 42));
        Assert.Equal("a\ng\no5\ni0\ne\n", Py4JRequest.ArrayGet("o5", 0));
        Assert.Equal("a\ne\no5\ne\n", Py4JRequest.ArrayLength("o5"));
        Assert.Equal("m\nd\no0\ne\n", Py4JRequest.Forget("o0"));
        Assert.Equal("p\nro3\ne\n", Py4JRequest.StackTrace("o3"));
        Assert.Equal("r\nu\njava.nothing\nrj\ne\n", Py4JRequest.FindClass("java.nothing"));
    }

    [Theory]
    [InlineData(null, "n")]
    [InlineData(true, "btrue")]
    [InlineData(false, "bfalse")]
    [InlineData(int.MinValue, "i-2147483648")]
    [InlineData((short)-3, "i-3")]
    [InlineData(long.MaxValue, "L9223372036854775807")]
    [InlineData(5.0, "d5")]
    [InlineData(0.1, "d0.1")]
    [InlineData(1e300, "d1E+300")]
    [InlineData(double.NaN, "dNaN")]
    [InlineData(double.PositiveInfinity, "dInfinity")]
    [InlineData(double.NegativeInfinity, "d-Infinity")]
    [InlineData(1.5f, "d1.5")]
    [InlineData("", "s")]
    [InlineData("é", "sé")]
    public void Value_OfEachType(object? value, string text) => Assert.Equal(text, Py4JRequest.Value(value));

    [Fact]
    public void Value_BytesAndDecimals()
    {
        Assert.Equal("jAQID", Py4JRequest.Value(new byte[] { 1, 2, 3 }));
        Assert.Equal("D12.50", Py4JRequest.Value(12.50m));
    }

    [Fact]
    public void Value_OfAnotherType_SaysWhatCanBeSent()
    {
        var error = Assert.Throws<ArgumentException>(() => Py4JRequest.Value(DateTime.UnixEpoch));
        Assert.Contains("System.DateTime cannot be sent to Java", error.Message);
    }
}
