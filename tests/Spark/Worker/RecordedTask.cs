using System.Buffers.Binary;
using System.Text;
using RecPipeline.Tests.Support;

namespace RecPipeline.Spark.Tests.Worker;

/// <summary>What a real executor sent for a task, with another version string and command: the recorded ones are those of a Python program.</summary>
internal static class RecordedTask
{
    private const int SecretBytes = 4 + 64;

    /// <summary>Header and data of the connection's first task and whatever follows it.</summary>
    public static byte[] Bytes(string version, string scenario, byte[] command)
    {
        byte[] recorded = File.ReadAllBytes(Repository.Golden("spark-traces", version, scenario + ".jvm-to-worker.bin"))[SecretBytes..];
        bool isFramed = BinaryPrimitives.ReadInt32BigEndian(recorded) == -8;
        int start = isFramed ? 8 : 0;
        int end = isFramed ? start + BinaryPrimitives.ReadInt32BigEndian(recorded.AsSpan(4)) : recorded.AsSpan().IndexOf(ArrowStart);
        // The Python version is a string of its own after the partition; the command is the last string of the header, before a long in a frame.
        int tail = isFramed ? 8 : 0;
        int commandLength = CommandLength(recorded, end - tail);
        byte[] header =
        [
            .. recorded[start..(start + 4)], .. Text("cs1|" + version), .. recorded[(start + 12)..(end - tail - commandLength - 4)],
            .. Int(command.Length), .. command, .. recorded[(end - tail)..end],
        ];
        return [.. isFramed ? [.. Int(-8), .. Int(header.Length)] : Array.Empty<byte>(), .. header, .. recorded[end..]];
    }

    // An Arrow stream begins with four bytes of ones; nothing in a header does that follows by a small little-endian length.
    private static ReadOnlySpan<byte> ArrowStart => [0xFF, 0xFF, 0xFF, 0xFF];

    private static int CommandLength(byte[] recorded, int end)
    {
        for (int length = 1; length < end; length++)
        {
            if (BinaryPrimitives.ReadInt32BigEndian(recorded.AsSpan(end - length - 4)) == length)
                return length;
        }
        throw new InvalidOperationException("The recording has no command where it should be.");
    }

    private static byte[] Text(string text) => [.. Int(text.Length), .. Encoding.UTF8.GetBytes(text)];

    private static byte[] Int(int value)
    {
        var bytes = new byte[4];
        BinaryPrimitives.WriteInt32BigEndian(bytes, value);
        return bytes;
    }
}
