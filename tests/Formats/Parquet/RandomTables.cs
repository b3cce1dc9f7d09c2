using System.Text;
using RecPipeline.Formats.Columns;

namespace RecPipeline.Formats.Tests.Parquet;

/// <summary>Random schemas and random rows of them, decided by a seed.</summary>
internal sealed class RandomTables(int seed)
{
    private static readonly ScalarType[] Scalars =
    [
        DataType.Boolean, DataType.Int32, DataType.Int64, DataType.Float32, DataType.Float64, DataType.Utf8, DataType.Binary, DataType.Date32, DataType.TimestampMicros,
    ];

    private readonly Random _random = new(seed);

    public FieldList Schema(int maxColumns = 6) =>
        new([.. Enumerable.Range(0, _random.Next(1, maxColumns + 1)).Select(i => new Field($"c{i}", Type(3), _random.Next(2) == 0))]);

    public RecordBatch Batch(FieldList schema, int rows) => new(schema, [.. schema.Select(field => Column(field, rows))]);

    private DataType Type(int depth) => (depth == 0 ? 0 : _random.Next(6)) switch
    {
        4 => DataType.List(Type(depth - 1), _random.Next(2) == 0),
        5 => DataType.Struct([.. Enumerable.Range(0, _random.Next(1, 4)).Select(i => new Field($"m{i}", Type(depth - 1), _random.Next(2) == 0))]),
        _ => Scalars[_random.Next(Scalars.Length)],
    };

    // Few different values, or many: both of the writer's encodings. Few nulls, many, or only nulls.
    private Column Column(Field field, int rows)
    {
        int variety = _random.Next(3) switch { 0 => 1, 1 => 5, _ => 1 << 20 };
        int nulls = field.Nullable ? _random.Next(4) switch { 0 => 0, 1 => 5, 2 => 60, _ => 100 } : 0;
        byte[] validity = nulls == 0 ? [] : Bitmap.Of(rows, _ => _random.Next(100) >= nulls);
        return field.Type switch
        {
            ScalarType { Kind: ScalarKind.Boolean } => Fixed(field.Type, rows, validity, () => _random.Next(variety) % 2 == 1),
            ScalarType { Kind: ScalarKind.Int32 or ScalarKind.Date32 } => Fixed(field.Type, rows, validity, () => _random.Next(variety) - variety / 2),
            ScalarType { Kind: ScalarKind.Int64 or ScalarKind.TimestampMicros } => Fixed(field.Type, rows, validity, () => _random.Next(variety) * 10_000_000_019L),
            ScalarType { Kind: ScalarKind.Float32 } => Fixed(field.Type, rows, validity, () => (float)Number(variety)),
            ScalarType { Kind: ScalarKind.Float64 } => Fixed(field.Type, rows, validity, () => Number(variety)),
            ScalarType { Kind: ScalarKind.Utf8 } => Strings(rows, validity, variety),
            ScalarType => Bytes(rows, validity, variety),
            ListType list => List(list, rows, validity),
            StructType structs => new StructColumn(structs, rows, [.. structs.Fields.Select(member => Column(member, rows))], validity),
            _ => throw new NotSupportedException(field.Type.ToString()),
        };
    }

    private static Column<T> Fixed<T>(DataType type, int rows, byte[] validity, Func<T> next)
        where T : unmanaged
    {
        var values = new T[rows];
        for (int i = 0; i < rows; i++)
            values[i] = next();
        return new Column<T>(type, values, validity);
    }

    private double Number(int variety) => _random.Next(40) switch
    {
        0 => double.NaN,
        1 => double.NegativeInfinity,
        2 => -0.0,
        _ => _random.Next(variety) / 7.0,
    };

    private StringColumn Strings(int rows, byte[] validity, int variety)
    {
        var (offsets, bytes) = (new int[rows + 1], new List<byte>());
        for (int i = 0; i < rows; i++)
        {
            bytes.AddRange(Encoding.UTF8.GetBytes(_random.Next(10) == 0 ? "" : $"naïve 日本 {_random.Next(variety)}"));
            offsets[i + 1] = bytes.Count;
        }
        return new StringColumn(offsets, bytes.ToArray(), validity);
    }

    private BinaryColumn Bytes(int rows, byte[] validity, int variety)
    {
        var (offsets, bytes) = (new int[rows + 1], new List<byte>());
        for (int i = 0; i < rows; i++)
        {
            bytes.AddRange(BitConverter.GetBytes(_random.Next(variety)).Take(_random.Next(5)));
            offsets[i + 1] = bytes.Count;
        }
        return new BinaryColumn(offsets, bytes.ToArray(), validity);
    }

    private ListColumn List(ListType type, int rows, byte[] validity)
    {
        var offsets = new int[rows + 1];
        for (int i = 0; i < rows; i++)
            offsets[i + 1] = offsets[i] + (_random.Next(3) == 0 ? 0 : _random.Next(5));
        return new ListColumn(type, offsets, Column(type.Element, offsets[rows]), validity);
    }
}
