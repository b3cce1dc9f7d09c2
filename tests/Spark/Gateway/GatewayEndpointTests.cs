using System.Net;
using RecPipeline.Spark.Gateway;

namespace RecPipeline.Spark.Tests.Gateway;

public sealed class GatewayEndpointTests
{
    // The protocol page's example: port 43521, secret "ab".
    private static readonly byte[] Example = [0, 0, 0xAA, 1, 0, 0, 0, 2, 0x61, 0x62];

    [Fact]
    public void FromConnectionFile_Example()
    {
        var endpoint = GatewayEndpoint.FromConnectionFile(Example);
        Assert.Equal((43521, "ab", IPAddress.Loopback), (endpoint.Port, endpoint.Secret, endpoint.Address));
        Assert.DoesNotContain("ab", endpoint.ToString());
    }

    [Fact]
    public void FromConnectionFile_EveryTruncationAndOneByteMore_IsAnError()
    {
        for (int length = 0; length < Example.Length; length++)
            Assert.Throws<SparkGatewayException>(() => GatewayEndpoint.FromConnectionFile(Example.AsSpan(0, length)));
        Assert.Contains("declares a secret of 2 bytes, but 3 follow", Assert.Throws<SparkGatewayException>(
            () => GatewayEndpoint.FromConnectionFile([.. Example, 0])).Message);
    }

    [Theory]
    [InlineData(0xFF)]
    [InlineData(0)]
    public void FromConnectionFile_ImpossiblePort_IsNamed(byte high)
    {
        byte[] content = [.. Example];
        content[0] = high;
        if (high == 0)
            content[2] = content[3] = 0;
        Assert.Contains("names port", Assert.Throws<SparkGatewayException>(() => GatewayEndpoint.FromConnectionFile(content)).Message);
    }
}
