using System.Runtime.InteropServices;
using System.Text.Json;

namespace RecPipeline.Models.Contract;

/// <summary>A state as bytes: the length of a JSON header that names tables and columns, the header, then every array as it lies in
/// memory, little-endian.</summary>
public static class StateBytes
{
    private sealed record Column(string Name, string Type, int Width, int Length);

    private sealed record Table(string Name, Axis Axis, int Offsets, Column[] Columns);

    private sealed record Header(Table[] Tables, Dictionary<string, double> Facts);

    /// <summary>Bytes that <see cref="Write"/> writes.</summary>
    public static long Length(ModelState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        return sizeof(int) + HeaderOf(state).Length + state.Bytes;
    }

    /// <summary>Writes array by array, so that the state never stands in memory twice.</summary>
    public static void Write(ModelState state, Stream stream)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(stream);
        byte[] header = HeaderOf(state);
        stream.Write(BitConverter.GetBytes(header.Length));
        stream.Write(header);
        foreach (var table in state.Tables)
        {
            stream.Write(MemoryMarshal.AsBytes(table.Offsets.AsSpan()));
            foreach (var column in table.Columns)
                stream.Write(Bytes(column.Values));
        }
    }

    /// <exception cref="InvalidDataException">The bytes are no state.</exception>
    public static ModelState Read(ReadOnlyMemory<byte> bytes)
    {
        try
        {
            int length = BitConverter.ToInt32(bytes.Span[..sizeof(int)]);
            var header = JsonSerializer.Deserialize<Header>(bytes.Span.Slice(sizeof(int), length))!;
            int at = sizeof(int) + length;
            var tables = new StateTable[header.Tables.Length];
            for (int table = 0; table < tables.Length; table++)
                tables[table] = ReadTable(header.Tables[table], bytes.Span, ref at);
            return at == bytes.Length
                ? new ModelState(tables, header.Facts)
                : throw new InvalidDataException($"{bytes.Length - at:N0} bytes are left over.");
        }
        catch (Exception error) when (error is ArgumentOutOfRangeException or JsonException)
        {
            throw new InvalidDataException(
                $"{bytes.Length:N0} bytes are no model state; the driver has another build than this worker.", error);
        }
    }

    private static byte[] HeaderOf(ModelState state) =>
        JsonSerializer.SerializeToUtf8Bytes(new Header([.. state.Tables.Select(Describe)], new(state.Facts)));

    private static Table Describe(StateTable table) => new(
        table.Name, table.Axis, table.Offsets?.Length ?? 0,
        [.. table.Columns.Select(column => new Column(
            column.Name, StateColumn.TypeOf(column.Values), column.Width, column.Values.Length))]);

    private static StateTable ReadTable(Table table, ReadOnlySpan<byte> bytes, ref int at)
    {
        int[]? offsets = table.Offsets == 0 ? null : Next(new int[table.Offsets], bytes, ref at);
        var columns = new List<StateColumn>();
        foreach (var column in table.Columns)
            columns.Add(new StateColumn(column.Name, Next(NewArray(column.Type, column.Length), bytes, ref at), column.Width));
        return new StateTable(table.Name, table.Axis, offsets, columns);
    }

    private static T Next<T>(T values, ReadOnlySpan<byte> bytes, ref int at)
        where T : class
    {
        var target = Bytes((Array)(object)values);
        bytes.Slice(at, target.Length).CopyTo(target);
        at += target.Length;
        return values;
    }

    private static Array NewArray(string type, int length) => type switch
    {
        nameof(Int32) => new int[length],
        nameof(Int64) => new long[length],
        nameof(Single) => new float[length],
        nameof(Double) => new double[length],
        _ => throw new InvalidDataException($"A column of a model state has type '{type}'; the driver has another build than this worker."),
    };

    private static Span<byte> Bytes(Array values) => values switch
    {
        int[] ints => MemoryMarshal.AsBytes(ints.AsSpan()),
        long[] longs => MemoryMarshal.AsBytes(longs.AsSpan()),
        float[] floats => MemoryMarshal.AsBytes(floats.AsSpan()),
        double[] doubles => MemoryMarshal.AsBytes(doubles.AsSpan()),
        _ => throw StateColumn.Refused(values),
    };
}
