using System.Buffers.Binary;
using System.Text;

namespace RecPipeline.Spark;

/// <summary>Numbers and strings as Java's DataOutputStream writes them; a string is an int length and UTF-8 bytes.</summary>
internal static class BigEndian
{
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: false);

    /// <exception cref="EndOfStreamException">Fewer than 4 bytes are left.</exception>
    public static int ReadInt32(Stream stream)
    {
        Span<byte> bytes = stackalloc byte[4];
        stream.ReadExactly(bytes);
        return BinaryPrimitives.ReadInt32BigEndian(bytes);
    }

    public static long ReadInt64(Stream stream)
    {
        Span<byte> bytes = stackalloc byte[8];
        stream.ReadExactly(bytes);
        return BinaryPrimitives.ReadInt64BigEndian(bytes);
    }

    public static bool ReadBoolean(Stream stream)
    {
        Span<byte> bytes = stackalloc byte[1];
        stream.ReadExactly(bytes);
        return bytes[0] != 0;
    }

    /// <exception cref="InvalidDataException">The declared length is negative or above <paramref name="maxBytes"/>.</exception>
    public static byte[] ReadBytes(Stream stream, int maxBytes)
    {
        int length = ReadInt32(stream);
        if (length < 0 || length > maxBytes)
            throw new InvalidDataException($"A length of {length:N0} bytes was declared, expected 0 to {maxBytes:N0}.");
        var bytes = new byte[length];
        stream.ReadExactly(bytes);
        return bytes;
    }

    public static string ReadString(Stream stream, int maxBytes) => Utf8.GetString(ReadBytes(stream, maxBytes));

    public static void Write(Stream stream, int value)
    {
        Span<byte> bytes = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(bytes, value);
        stream.Write(bytes);
    }

    public static void Write(Stream stream, long value)
    {
        Span<byte> bytes = stackalloc byte[8];
        BinaryPrimitives.WriteInt64BigEndian(bytes, value);
        stream.Write(bytes);
    }

    public static void Write(Stream stream, string text)
    {
        byte[] bytes = Utf8.GetBytes(text);
        Write(stream, bytes.Length);
        stream.Write(bytes);
    }
}
