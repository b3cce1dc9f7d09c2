using System.Reflection;
using RecPipeline.Spark.Sql.Types;

namespace RecPipeline.Spark.Worker;

/// <summary>How a function is called: with the batches of a partition, with groups, or with groups of two tables.</summary>
internal enum CallKind
{
    Batches = 1,
    Groups = 2,
    CoGroups = 3,
}

/// <summary>Which function a task calls, with what. It travels in every task, so arguments are small; large data is broadcast.</summary>
/// <remarks>
/// Layout: 4 bytes <c>RPW2</c>; strings sources of the library (<see cref="SourceVersion"/>), assembly, its sources, type, method;
/// int kind; int n and n key names; string output schema (JSON);
/// int n and n broadcast ids (long); int length and argument bytes; int length and bytes of the observer's own command, or 0. Numbers big-endian, strings as int length and UTF-8.
/// </remarks>
internal sealed record WorkerCommand(
    string Assembly, string Sources, string Type, string Method, CallKind Kind, IReadOnlyList<string> Keys,
    StructType Output, IReadOnlyList<long> Broadcasts, ReadOnlyMemory<byte> Argument)
{
    /// <summary>Sees what the function yields.</summary>
    public WorkerCommand? Observer { get; init; }

    private const int Magic = 0x52505732;
    private const int MaxBytes = 256 << 20;
    private const int MaxCount = 1 << 16;

    /// <summary>The sources of this library.</summary>
    public static string LibraryVersion { get; } = SourceVersion.Of(typeof(WorkerCommand).Assembly);

    /// <summary>Names a static method.</summary>
    /// <exception cref="ArgumentException">It is a lambda, a local function or an instance method;
    /// the executor could not find it by name.</exception>
    public static WorkerCommand For(
        Delegate function, CallKind kind, IReadOnlyList<string> keys, StructType output, IReadOnlyList<long> broadcasts,
        ReadOnlyMemory<byte> argument)
    {
        var method = function.Method;
        var type = method.DeclaringType!;
        if (!method.IsStatic || method.Name.Contains('<', StringComparison.Ordinal) || method.IsGenericMethod || type.IsGenericType)
            throw new ArgumentException(
                $"'{type.Name}.{method.Name}' is not a named static method. "
                    + "Executors find a function by its name: make it a static method and pass data by argument or broadcast.",
                nameof(function));
        if (type.GetMember(method.Name, BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic).Length > 1)
            throw new ArgumentException(
                $"'{type.Name}' has several static methods called '{method.Name}'. "
                    + "Executors find a function by its name: give it one of its own.",
                nameof(function));
        return new WorkerCommand(
            type.Assembly.GetName().Name!, SourceVersion.Of(type.Assembly), type.FullName!, method.Name, kind, keys, output, broadcasts,
            argument);
    }

    public byte[] ToBytes()
    {
        var stream = new MemoryStream();
        BigEndian.Write(stream, Magic);
        foreach (string text in (string[])[LibraryVersion, Assembly, Sources, Type, Method])
            BigEndian.Write(stream, text);
        BigEndian.Write(stream, (int)Kind);
        BigEndian.Write(stream, Keys.Count);
        foreach (string key in Keys)
            BigEndian.Write(stream, key);
        BigEndian.Write(stream, Output.Json);
        BigEndian.Write(stream, Broadcasts.Count);
        foreach (long id in Broadcasts)
            BigEndian.Write(stream, id);
        BigEndian.Write(stream, Argument.Length);
        stream.Write(Argument.Span);
        byte[] observer = Observer?.ToBytes() ?? [];
        BigEndian.Write(stream, observer.Length);
        stream.Write(observer);
        return stream.ToArray();
    }

    /// <exception cref="InvalidDataException">The bytes are no command, or the driver has other sources of this library.</exception>
    public static WorkerCommand Parse(byte[] bytes)
    {
        using var stream = new MemoryStream(bytes);
        try
        {
            return Read(stream);
        }
        catch (Exception error) when (error is EndOfStreamException or FormatException)
        {
            throw new InvalidDataException(
                $"The function's description ({bytes.Length:N0} bytes) is damaged at {stream.Position:N0}: {error.Message}", error);
        }
    }

    private static WorkerCommand Read(MemoryStream stream)
    {
        int magic = BigEndian.ReadInt32(stream);
        if (magic != Magic)
            throw new InvalidDataException(
                $"The function's description begins with 0x{magic:X8}, expected 0x{Magic:X8}. It is not one of this library's.");
        string library = BigEndian.ReadString(stream, MaxBytes);
        if (library != LibraryVersion)
            throw new InvalidDataException(
                $"The driver has RecPipeline.Spark {library}, this worker {LibraryVersion}: other sources. {SourceVersion.BuildAgain}");
        var names = Enumerable.Range(0, 4).Select(_ => BigEndian.ReadString(stream, MaxBytes)).ToArray();
        var kind = (CallKind)BigEndian.ReadInt32(stream);
        if (!Enum.IsDefined(kind))
            throw new InvalidDataException($"The function's description asks for call kind {(int)kind}, expected 1 to 3.");
        string[] keys = [.. Enumerable.Range(0, ReadCount(stream)).Select(_ => BigEndian.ReadString(stream, MaxBytes))];
        var output = StructType.FromJson(BigEndian.ReadString(stream, MaxBytes));
        long[] broadcasts = [.. Enumerable.Range(0, ReadCount(stream)).Select(_ => BigEndian.ReadInt64(stream))];
        byte[] argument = BigEndian.ReadBytes(stream, MaxBytes);
        byte[] observer = BigEndian.ReadBytes(stream, MaxBytes);
        return stream.Position == stream.Length
            ? new WorkerCommand(names[0], names[1], names[2], names[3], kind, keys, output, broadcasts, argument)
            {
                Observer = observer.Length > 0 ? Parse(observer) : null,
            }
            : throw new InvalidDataException($"The function's description has {stream.Length - stream.Position:N0} bytes too many.");
    }

    private static int ReadCount(MemoryStream stream)
    {
        int count = BigEndian.ReadInt32(stream);
        return count is >= 0 and <= MaxCount
            ? count
            : throw new InvalidDataException($"The function's description declares {count} entries, expected 0 to {MaxCount:N0}.");
    }
}
