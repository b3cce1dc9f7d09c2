using System.Runtime.InteropServices;
using System.Text;
using RecPipeline.Formats.Columns;

namespace RecPipeline.Formats.Tests.Arrow.Support;

/// <summary>Tables of random schemas: every type, nested up to three deep, with nulls, empty lists and odd lengths.</summary>
internal sealed class RandomTables(Random random)
{
    private static readonly DataType[] Flat =
    [
        DataType.Boolean, DataType.Int8, DataType.Int16, DataType.Int32, DataType.Int64, DataType.UInt8, DataType.UInt16, DataType.UInt32, DataType.UInt64,
        DataType.Float32, DataType.Float64, DataType.Utf8, DataType.Binary, DataType.Null, DataType.Date32, DataType.TimestampMicros,
        DataType.Timestamp(TimestampUnit.Seconds, isUtc: true), DataType.Timestamp(TimestampUnit.Nanos, isUtc: false), new DecimalType(20, 3),
    ];

    public FieldList Schema() => new([.. Enumerable.Range(0, random.Next(0, 6)).Select(i => Field($"c{i}é", depth: 0))]);

    public RecordBatch Batch(FieldList schema, int rows) => new(schema, rows, [.. schema.Select(field => Column(field, rows))]);

    private Field Field(string name, int depth)
    {
        var type = Type(depth);
        return new Field(name, type, Nullable: type == DataType.Null || random.Next(2) == 0);
    }

    private DataType Type(int depth) => (depth < 3 ? random.Next(4) : 3) switch
    {
        0 when Field("element", depth + 1) is var element => DataType.List(element.Type, element.Nullable),
        1 => DataType.Struct([.. Enumerable.Range(0, random.Next(1, 4)).Select(i => Field($"m{i}", depth + 1))]),
        _ => Flat[random.Next(Flat.Length)],
    };

    private Column Column(Field field, int rows)
    {
        byte[] validity = field.Nullable ? Bitmap.Of(rows, _ => random.Next(4) != 0) : [];
        return field.Type switch
        {
            ListType list when Offsets(rows) is var offsets => new ListColumn(list, offsets, Column(list.Element, offsets[^1]), validity),
            StructType structs => new StructColumn(structs, rows, [.. structs.Fields.Select(member => Column(member, rows))], validity),
            ScalarType { Kind: ScalarKind.Utf8 } => Strings(rows, validity),
            ScalarType { Kind: ScalarKind.Binary } when Offsets(rows) is var offsets => new BinaryColumn(offsets, Bytes(offsets[^1]), validity),
            ScalarType { Kind: ScalarKind.Null } => new NullColumn(rows),
            ScalarType { Kind: ScalarKind.Boolean } => new Column<bool>(field.Type, Enumerable.Range(0, rows).Select(_ => random.Next(2) == 0).ToArray(), validity),
            _ => ScalarTypes.With(field.Type, new RandomValues(this, field.Type, rows, validity)),
        };
    }

    private StringColumn Strings(int rows, byte[] validity)
    {
        string[] texts = [.. Enumerable.Range(0, rows).Select(_ => string.Concat(Enumerable.Range(0, random.Next(5)).Select(_ => "a é千😀|".Split(' ', '|')[random.Next(2)])))];
        int[] offsets = [0, .. texts.Select(Encoding.UTF8.GetByteCount)];
        for (int i = 1; i < offsets.Length; i++)
            offsets[i] += offsets[i - 1];
        return new StringColumn(offsets, Encoding.UTF8.GetBytes(string.Concat(texts)), validity);
    }

    private int[] Offsets(int rows)
    {
        var offsets = new int[rows + 1];
        for (int i = 0; i < rows; i++)
            offsets[i + 1] = offsets[i] + random.Next(4);
        return offsets;
    }

    private byte[] Bytes(int count)
    {
        var bytes = new byte[count];
        random.NextBytes(bytes);
        return bytes;
    }

    private sealed class RandomValues(RandomTables tables, DataType type, int rows, byte[] validity) : IFixedWidthFunction<Column>
    {
        public Column Apply<T>()
            where T : unmanaged => new Column<T>(type, MemoryMarshal.Cast<byte, T>(tables.Bytes(rows * ScalarTypes.Bytes(type))).ToArray(), validity);
    }
}
