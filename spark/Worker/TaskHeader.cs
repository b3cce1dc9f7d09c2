using System.Text.Json;
using RecPipeline.Spark.Launching;

namespace RecPipeline.Spark.Worker;

/// <summary>What the executor says about a task before its data.</summary>
internal sealed record TaskHeader
{
    /// <summary>Rows in Arrow batches in and out: mapInArrow, the only kind that this library asks for.</summary>
    public const int MapArrow = 207;

    private const int MaxTextBytes = 64 << 20;
    private const int MaxInitBytes = 512 << 20;
    private const int MaxCommandBytes = 512 << 20;
    private const int MaxCount = 1 << 20;

    /// <summary>What we call ourselves to Spark; it comes back in every header and tells old layouts apart.</summary>
    public const string VersionPrefix = "cs1|";

    public required SparkVersion Version { get; init; }

    public required int Partition { get; init; }

    public int Stage { get; init; }

    public int Attempt { get; init; }

    public long TaskAttempt { get; init; }

    public IReadOnlyDictionary<string, string> LocalProperties { get; init; } = new Dictionary<string, string>();

    public int EvalType { get; init; }

    public byte[] Command { get; init; } = [];

    /// <summary>Reads one header and applies its broadcast changes.</summary>
    /// <exception cref="InvalidDataException">A field is impossible, or the layout is of a Spark that is not known.</exception>
    public static TaskHeader Read(Stream stream, BroadcastFiles broadcasts)
    {
        int first = BigEndian.ReadInt32(stream);
        if (first != SpecialLength.StartOfInitMessage)
            return ReadPlain(stream, first, broadcasts);
        using var message = new MemoryStream(BigEndian.ReadBytes(stream, MaxInitBytes));
        var header = ReadFramed(message, broadcasts);
        return message.Position == message.Length
            ? header
            : throw new InvalidDataException(
                $"Task header: {message.Length - message.Position:N0} bytes are left in a message of {message.Length:N0}. "
                    + "This Spark's layout is not known.");
    }

    // Up to 4.1 the fields follow one another; which ones depends on the minor version.
    private static TaskHeader ReadPlain(Stream stream, int partition, BroadcastFiles broadcasts)
    {
        if (partition < 0)
            throw new InvalidDataException($"Task header: partition {partition} is negative.");
        var version = ReadVersion(stream);
        bool isBarrier = BigEndian.ReadBoolean(stream);
        if (isBarrier || !version.IsAtLeast(4, 1))
            SkipBarrier(stream);
        int stage = BigEndian.ReadInt32(stream);
        BigEndian.ReadInt32(stream);
        int attempt = BigEndian.ReadInt32(stream);
        long taskAttempt = BigEndian.ReadInt64(stream);
        BigEndian.ReadInt32(stream);
        SkipResources(stream);
        var properties = ReadPairs(stream);
        var header = new TaskHeader
        {
            Version = version, Partition = partition, Stage = stage, Attempt = attempt, TaskAttempt = taskAttempt,
            LocalProperties = properties,
        };
        return ReadFunction(stream, header, broadcasts);
    }

    private static TaskHeader ReadFramed(Stream stream, BroadcastFiles broadcasts)
    {
        int partition = BigEndian.ReadInt32(stream);
        var version = ReadVersion(stream);
        if (!version.IsAtLeast(4, 2))
            throw new InvalidDataException($"Task header: Spark {version} sent the layout of 4.2 and later.");
        using var context = JsonDocument.Parse(BigEndian.ReadString(stream, MaxTextBytes));
        var root = context.RootElement;
        var header = new TaskHeader
        {
            Version = version, Partition = partition, Stage = root.GetProperty("stageId").GetInt32(),
            Attempt = root.GetProperty("attemptNumber").GetInt32(),
            TaskAttempt = root.GetProperty("taskAttemptId").GetInt64(),
            LocalProperties = root.GetProperty("localProperties").EnumerateObject()
                .ToDictionary(member => member.Name, member => member.Value.GetString() ?? ""),
        };
        return ReadFunction(stream, header, broadcasts);
    }

    private static TaskHeader ReadFunction(Stream stream, TaskHeader header, BroadcastFiles broadcasts)
    {
        BigEndian.ReadString(stream, MaxTextBytes);
        for (int includes = ReadCount(stream, "includes"); includes > 0; includes--)
            BigEndian.ReadString(stream, MaxTextBytes);
        broadcasts.Apply(stream);
        int evalType = BigEndian.ReadInt32(stream);
        if (evalType != MapArrow)
            throw new InvalidDataException(
                $"Task header: evaluation type {evalType} is asked for; this worker knows {MapArrow} (mapInArrow). "
                    + "Was it set as spark.pyspark.python for another program's functions?");
        ReadPairs(stream);
        if (header.Version.IsAtLeast(4, 2))
            ReadPairs(stream);
        else if (header.Version.IsAtLeast(4, 0) && BigEndian.ReadBoolean(stream))
            BigEndian.ReadString(stream, MaxTextBytes);
        return header with { EvalType = evalType, Command = ReadCommand(stream, header.Version) };
    }

    private static byte[] ReadCommand(Stream stream, SparkVersion version)
    {
        ExpectOne(stream, "functions");
        for (int arguments = ReadCount(stream, "arguments"); arguments > 0; arguments--)
        {
            BigEndian.ReadInt32(stream);
            if (version.IsAtLeast(4, 2) && BigEndian.ReadBoolean(stream))
                BigEndian.ReadString(stream, MaxTextBytes);
        }
        ExpectOne(stream, "chained functions");
        byte[] command = BigEndian.ReadBytes(stream, MaxCommandBytes);
        if (version.IsAtLeast(4, 2))
            BigEndian.ReadInt64(stream);
        return command;
    }

    private static SparkVersion ReadVersion(Stream stream)
    {
        string text = BigEndian.ReadString(stream, MaxTextBytes);
        return text.StartsWith(VersionPrefix, StringComparison.Ordinal)
            ? SparkVersion.Parse(text[VersionPrefix.Length..])
            : throw new InvalidDataException(
                $"Task header: the function was made for '{text}', this worker expects '{VersionPrefix}VERSION'. "
                    + "It runs functions of this library only.");
    }

    private static void SkipBarrier(Stream stream)
    {
        BigEndian.ReadInt32(stream);
        BigEndian.ReadString(stream, MaxTextBytes);
    }

    private static void SkipResources(Stream stream)
    {
        for (int resources = ReadCount(stream, "resources"); resources > 0; resources--)
        {
            BigEndian.ReadString(stream, MaxTextBytes);
            BigEndian.ReadString(stream, MaxTextBytes);
            for (int addresses = ReadCount(stream, "resource addresses"); addresses > 0; addresses--)
                BigEndian.ReadString(stream, MaxTextBytes);
        }
    }

    private static Dictionary<string, string> ReadPairs(Stream stream)
    {
        var pairs = new Dictionary<string, string>();
        for (int count = ReadCount(stream, "settings"); count > 0; count--)
            pairs[BigEndian.ReadString(stream, MaxTextBytes)] = BigEndian.ReadString(stream, MaxTextBytes);
        return pairs;
    }

    private static int ReadCount(Stream stream, string what)
    {
        int count = BigEndian.ReadInt32(stream);
        return count is >= 0 and <= MaxCount
            ? count
            : throw new InvalidDataException($"Task header: {count} {what} are declared, expected 0 to {MaxCount:N0}.");
    }

    private static void ExpectOne(Stream stream, string what)
    {
        int count = ReadCount(stream, what);
        if (count != 1)
            throw new InvalidDataException($"Task header: {count} {what}, expected 1.");
    }
}
