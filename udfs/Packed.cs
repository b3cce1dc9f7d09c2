using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text.Json;
using RecPipeline.Models;
using RecPipeline.Models.Matrices;
using RecPipeline.Models.Splitting;

namespace RecPipeline.Udfs;

/// <summary>How arrays, matrices and small records travel to executors, as broadcasts or arguments:
/// little-endian, as they lie in memory.</summary>
public static class Packed
{
    public static byte[] Bytes<T>(ReadOnlySpan<T> values)
        where T : unmanaged => MemoryMarshal.AsBytes(values).ToArray();

    /// <summary>Writes an array piece by piece, so that it never stands in memory twice.</summary>
    public static Action<Stream> Array<T>(T[] values)
        where T : unmanaged => stream => stream.Write(MemoryMarshal.AsBytes(values.AsSpan()));

    /// <exception cref="InvalidDataException">The bytes are no whole values.</exception>
    public static T[] ToArray<T>(ReadOnlyMemory<byte> bytes)
        where T : unmanaged => bytes.Length % Unsafe.SizeOf<T>() == 0
            ? MemoryMarshal.Cast<byte, T>(bytes.Span).ToArray()
            : throw Foreign($"{bytes.Length:N0} bytes are no whole number of {typeof(T).Name} values");

    /// <summary>Writes rows, columns and count, then offsets, indices and values.</summary>
    public static Action<Stream> Matrix(SparseMatrix matrix)
    {
        ArgumentNullException.ThrowIfNull(matrix);
        return stream =>
        {
            stream.Write(Bytes<int>([matrix.Rows, matrix.Columns, matrix.Count]));
            stream.Write(MemoryMarshal.AsBytes(matrix.Offsets));
            stream.Write(MemoryMarshal.AsBytes(matrix.Indices));
            stream.Write(MemoryMarshal.AsBytes(matrix.Values));
        };
    }

    /// <exception cref="InvalidDataException">The length does not fit what the first numbers say.</exception>
    public static SparseMatrix ToMatrix(ReadOnlyMemory<byte> bytes)
    {
        const int header = 3 * sizeof(int);
        var sizes = bytes.Length >= header ? MemoryMarshal.Cast<byte, int>(bytes.Span[..header]) : [];
        if (sizes.IsEmpty || bytes.Length != header + (sizeof(int) * (sizes[0] + 1L)) + (2L * sizeof(int) * sizes[2]))
            throw Foreign($"{bytes.Length:N0} bytes are no matrix");
        var rest = bytes[header..];
        var (offsets, cells) = (rest[..(sizeof(int) * (sizes[0] + 1))], rest[(sizeof(int) * (sizes[0] + 1))..]);
        var (indices, values) = (cells[..(cells.Length / 2)], cells[(cells.Length / 2)..]);
        return new SparseMatrix(sizes[1], ToArray<int>(offsets), ToArray<int>(indices), ToArray<float>(values));
    }

    /// <summary>Writes whether the ids are texts, how many there are, and the numbers; or the ends of the texts, and their bytes.</summary>
    public static Action<Stream> Ids(RawIds ids)
    {
        ArgumentNullException.ThrowIfNull(ids);
        return stream =>
        {
            stream.Write(Bytes<int>([ids.AreTexts ? 1 : 0, ids.Count]));
            if (!ids.AreTexts)
                stream.Write(MemoryMarshal.AsBytes(ids.Numbers.AsSpan()));
            for (int index = 0, end = 0; ids.AreTexts && index < ids.Count; index++)
                stream.Write(Bytes<int>([end += ids.Texts[index].Length]));
            for (int index = 0; ids.AreTexts && index < ids.Count; index++)
                stream.Write(ids.Texts[index]);
        };
    }

    /// <exception cref="InvalidDataException">The length does not fit what the first numbers say.</exception>
    public static RawIds ToIds(ReadOnlyMemory<byte> bytes)
    {
        const int header = 2 * sizeof(int);
        if (bytes.Length < header)
            throw Foreign($"{bytes.Length} bytes are no ids");
        var sizes = MemoryMarshal.Cast<byte, int>(bytes.Span[..header]);
        if (sizes[0] == 0)
            return RawIds.Of(ToArray<long>(bytes[header..]));
        int textsAt = checked(header + (sizeof(int) * sizes[1]));
        int[] ends = [0, .. ToArray<int>(bytes[header..textsAt])];
        return RawIds.Of(new Utf8Ids(ends, bytes[textsAt..].ToArray()));
    }

    internal static InvalidDataException Foreign(string found, Exception? inner = null) =>
        new($"{found}; the driver has another build than this worker.", inner);

    public static byte[] Json<T>(T value) => JsonSerializer.SerializeToUtf8Bytes(value);

    /// <exception cref="InvalidDataException">The bytes are no such record.</exception>
    public static T FromJson<T>(ReadOnlyMemory<byte> bytes) => JsonSerializer.Deserialize<T>(bytes.Span)
        ?? throw new InvalidDataException($"The argument is null, needed {typeof(T).Name}.");
}
