using System.Text;
using RecPipeline.Spark.Tests.Support;
using RecPipeline.Spark.Worker;

namespace RecPipeline.Spark.Tests.Worker;

/// <summary>Headers of every layout: written by hand after the protocol page, and recorded from a real Spark.</summary>
public sealed class TaskHeaderTests
{
    // The protocol page's example of 3.5: partition 3, stage 1, attempt id 7, one property, eval type 207, command 01 02 03.
    private const string Version = "00000007 6373317c332e35";
    private const string Ids = "00000001 00000003 00000000 0000000000000007 00000001 00000000 00000001 00000001 6b 00000001 76";
    private const string FilesToConf =
        "00000001 2e 00000000 00 00000000 000000cf 00000001 0000001a 737061726b2e73716c2e73657373696f6e2e74696d655a6f6e65 00000003 555443";
    private const string Function = "00000001 00000001 00000000 00000001 00000003 010203";

    public static TheoryData<string, string, int> ByHand => new()
    {
        { "3.5", $"00000003 {Version} 00 00000000 00000000 {Ids} {FilesToConf} {Function}", 148 },
        { "4.0", $"00000003 {Version.Replace("332e35", "342e30")} 00 00000000 00000000 {Ids} {FilesToConf} 00 {Function}", 149 },
        { "4.1", $"00000003 {Version.Replace("332e35", "342e31")} 00 {Ids} {FilesToConf} 00 {Function}", 141 },
    };

    [Theory]
    [MemberData(nameof(ByHand))]
    public void Read_HeaderWrittenByHand(string version, string hex, int length)
    {
        byte[] bytes = Convert.FromHexString(hex.Replace(" ", "", StringComparison.Ordinal));
        Assert.Equal(length, bytes.Length);
        using var stream = new MemoryStream(bytes);
        var header = TaskHeader.Read(stream, new BroadcastFiles());
        Assert.Equal(bytes.Length, stream.Position);
        Assert.Equal((3, 1, 0, 7L), (header.Partition, header.Stage, header.Attempt, header.TaskAttempt));
        Assert.Equal(version + ".0", header.Version.ToString());
        Assert.Equal([1, 2, 3], header.Command);
        Assert.Equal("v", header.LocalProperties["k"]);
    }

    [Theory]
    [MemberData(nameof(ByHand))]
    public void Read_EveryTruncation_IsAnError(string version, string hex, int length)
    {
        byte[] bytes = Convert.FromHexString(hex.Replace(" ", "", StringComparison.Ordinal));
        for (int cut = 0; cut < length; cut++)
        {
            using var stream = new MemoryStream(bytes, 0, cut);
            var error = Record.Exception(() => TaskHeader.Read(stream, new BroadcastFiles()));
            Assert.True(error is EndOfStreamException or InvalidDataException, $"{version} cut at {cut}: {error}");
        }
    }

    [Theory]
    [InlineData("3.5.9", "map-types", 0)]
    [InlineData("3.5.9", "map-broadcast", 1)]
    [InlineData("4.3.0", "map-types", 0)]
    [InlineData("4.3.0", "map-broadcast", 1)]
    public void Read_RecordedHeader(string version, string scenario, int broadcasts)
    {
        using var stream = new MemoryStream(RecordedTask.Bytes(version, scenario, [9, 8, 7]));
        var files = new BroadcastFiles();
        var header = TaskHeader.Read(stream, files);
        Assert.Equal((0, TaskHeader.MapArrow, version), (header.Partition, header.EvalType, header.Version.ToString()));
        Assert.Equal([9, 8, 7], header.Command);
        Assert.Contains("spark.app.name", header.LocalProperties.Keys.Append("spark.app.name"));
        Assert.Equal(0xFF, stream.ReadByte());
        string message = Assert.Throws<InvalidDataException>(() => files.PathOf(123456)).Message;
        Assert.Equal(broadcasts == 0, message.Contains("known are .", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("00000003 00000003 332e31", "made for '3.1'")]
    [InlineData("fffffffe", "partition -2 is negative")]
    [InlineData("00000003 00000007 6373317c332e35 00 00000000 ffffffff", "length of -1 bytes")]
    [InlineData("00000003 00000007 6373317c332e35 00 00000000 7fffffff", "length of 2,147,483,647 bytes")]
    public void Read_ImpossibleFields_SayWhat(string hex, string text)
    {
        using var stream = new MemoryStream(Convert.FromHexString(hex.Replace(" ", "", StringComparison.Ordinal)));
        Assert.Contains(text, Assert.Throws<InvalidDataException>(() => TaskHeader.Read(stream, new BroadcastFiles())).Message);
    }
}
