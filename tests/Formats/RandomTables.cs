using System.Runtime.InteropServices;
using System.Text;
using CsCheck;
using RecPipeline.Formats.Columns;

namespace RecPipeline.Formats.Tests;

/// <summary>Random tables of random schemas: lists and structs up to three deep, nulls, empty lists, few values or many.</summary>
internal sealed class RandomTables(params DataType[] scalars)
{
    private const int MaxDepth = 3;

    /// <summary>Of the types that tables have.</summary>
    public static readonly RandomTables Written = new(
        DataType.Boolean, DataType.Int32, DataType.Int64, DataType.Float32, DataType.Float64, DataType.Utf8, DataType.Binary,
        DataType.Date32, DataType.TimestampMicros);

    /// <summary>Of every type.</summary>
    public static readonly RandomTables Any = new(
        DataType.Boolean, DataType.Int8, DataType.Int16, DataType.Int32, DataType.Int64, DataType.UInt8, DataType.UInt16, DataType.UInt32,
        DataType.UInt64, DataType.Float32, DataType.Float64, DataType.Utf8, DataType.Binary, DataType.Null, DataType.Date32,
        DataType.TimestampMicros, DataType.Timestamp(TimestampUnit.Seconds, isUtc: true),
        DataType.Timestamp(TimestampUnit.Nanos, isUtc: false), new DecimalType(20, 3));

    private static readonly Gen<string> Texts = Gen.OneOf(
        Gen.OneOf("", "a", "é", "naïve 日本", "😀"), Gen.Int[0, 1 << 20].Select(number => $"é {number}"));

    public Gen<FieldList> Schemas(int minColumns = 1) => Field(MaxDepth).Array[minColumns, 6].Select(fields => Named("c", fields));

    /// <summary>Batches of one schema.</summary>
    public static Gen<RecordBatch> Batches(FieldList schema, Gen<int> rows) => rows.SelectMany(count =>
        All(schema.Select(field => Column(field, count))).Select(columns => new RecordBatch(schema, count, columns)));

    public Gen<RecordBatch> Tables(Gen<int> rows, int minColumns = 1) => Schemas(minColumns).SelectMany(schema => Batches(schema, rows));

    /// <summary>What a generator gives for a seed, always the same.</summary>
    public static T Of<T>(Gen<T> gen, int seed) => gen.Generate(new PCG(1, (ulong)seed), null, out _);

    private static FieldList Named(string prefix, Field[] fields) =>
        new([.. fields.Select((field, i) => field with { Name = $"{prefix}{i}é" })]);

    private Gen<Field> Field(int depth) => Gen.Select(
        Type(depth), Gen.Bool, (type, nullable) => new Field("element", type, nullable || type == DataType.Null));

    private Gen<DataType> Type(int depth)
    {
        var scalar = Gen.OneOf(scalars);
        if (depth == 0)
            return scalar;
        var inner = Field(depth - 1);
        var list = inner.Select(element => (DataType)new ListType(element));
        var structs = inner.Array[1, 3].Select(fields => (DataType)new StructType(Named("m", fields)));
        return Gen.Frequency((4, scalar), (1, list), (1, structs));
    }

    private static Gen<Column> Column(Field field, int rows) =>
        Validity(field, rows).SelectMany(validity => Column(field.Type, rows, validity));

    private static Gen<Column> Column(DataType type, int rows, byte[] validity) => type switch
    {
        ListType list => Offsets(rows).SelectMany(offsets => Column(list.Element, offsets[^1])
            .Select(elements => (Column)new ListColumn(list, offsets, elements, validity))),
        StructType structs => All(structs.Fields.Select(member => Column(member, rows)))
            .Select(members => (Column)new StructColumn(structs, rows, members, validity)),
        ScalarType { Kind: ScalarKind.Utf8 } => Values(Texts, rows).Select(texts => (Column)Strings(texts, validity)),
        ScalarType { Kind: ScalarKind.Binary } => Offsets(rows).SelectMany(offsets => Gen.Byte.Array[offsets[^1]]
            .Select(bytes => (Column)new BinaryColumn(offsets, bytes, validity))),
        ScalarType { Kind: ScalarKind.Null } => Gen.Const((Column)new NullColumn(rows)),
        ScalarType { Kind: ScalarKind.Boolean } => Fixed(Gen.Bool, type, rows, validity),
        ScalarType { Kind: ScalarKind.Float32 } => Fixed(Numbers.Select(number => (float)number), type, rows, validity),
        ScalarType { Kind: ScalarKind.Float64 } => Fixed(Numbers, type, rows, validity),
        ScalarType { Kind: ScalarKind.Date32 } => Fixed(Gen.Int[-500_000, 500_000], type, rows, validity),
        ScalarType { Kind: ScalarKind.TimestampMicros } => Fixed(Gen.Long[0, 10_000_000_000_000_000], type, rows, validity),
        _ => ScalarTypes.With(type, new AnyBits(type, rows, validity)),
    };

    private static Gen<Column> Fixed<T>(Gen<T> value, DataType type, int rows, byte[] validity)
        where T : unmanaged => Values(value, rows).Select(values => (Column)new Column<T>(type, values, validity));

    private static Gen<double> Numbers => Gen.Frequency(
        (1, Gen.OneOf(double.NaN, double.NegativeInfinity, -0.0)), (12, Gen.Int[0, 1 << 20].Select(number => number / 7.0)));

    // Few nulls, many, or only nulls.
    private static Gen<byte[]> Validity(Field field, int rows) => !field.Nullable ? Gen.Const(System.Array.Empty<byte>())
        : Gen.Select(Gen.OneOf(0, 5, 60, 100), Gen.Int[0, 99].Array[rows], (nulls, numbers) => Bitmap.Of(rows, row => numbers[row] >= nulls));

    // Few different values or many: both of the encodings of Parquet.
    private static Gen<T[]> Values<T>(Gen<T> value, int rows) =>
        Gen.OneOf(value.Array[rows], value.Array[1, 5].SelectMany(few => Gen.OneOf(few).Array[rows]));

    private static Gen<int[]> Offsets(int rows) => Gen.Int[0, 4].Array[rows].Select(Ends);

    private static int[] Ends(int[] lengths)
    {
        var offsets = new int[lengths.Length + 1];
        for (int i = 0; i < lengths.Length; i++)
            offsets[i + 1] = offsets[i] + lengths[i];
        return offsets;
    }

    private static StringColumn Strings(string[] texts, byte[] validity) =>
        new(Ends([.. texts.Select(Encoding.UTF8.GetByteCount)]), Encoding.UTF8.GetBytes(string.Concat(texts)), validity);

    private static Gen<T[]> All<T>(IEnumerable<Gen<T>> gens) => gens.Aggregate(
        Gen.Const(System.Array.Empty<T>()), (before, next) => Gen.Select(before, next, (values, value) => (T[])[.. values, value]));

    private sealed class AnyBits(DataType type, int rows, byte[] validity) : IFixedWidthFunction<Gen<Column>>
    {
        public Gen<Column> Apply<T>()
            where T : unmanaged
        {
            var value = Gen.Byte.Array[ScalarTypes.Bytes(type)].Select(bytes => MemoryMarshal.Read<T>(bytes));
            return Fixed(value, type, rows, validity);
        }
    }
}
