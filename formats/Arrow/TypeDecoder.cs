using RecPipeline.Formats.Arrow.Flat;
using RecPipeline.Formats.Columns;

namespace RecPipeline.Formats.Arrow;

/// <summary>Turns a type of Schema.fbs into a type of ours, or refuses it by name.</summary>
internal static class TypeDecoder
{
    public static DataType Decode(ArrowTypeId id, FlatTable field, FieldPath path, ArrowField[] children)
    {
        int wanted = id switch { ArrowTypeId.List or ArrowTypeId.LargeList => 1, ArrowTypeId.Struct => children.Length, _ => 0 };
        var type = Decode(id, field.Table(FieldFields.Type, "type"), path);
        if (children.Length != wanted)
            throw field.Site.Damaged(path, $"{id} with {children.Length} children", $"it has {wanted}");
        return id switch
        {
            // The name of a list's element means nothing and differs from writer to writer ("item", "element", "array").
            ArrowTypeId.List or ArrowTypeId.LargeList => DataType.List(children[0].Type, children[0].Field.Nullable),
            ArrowTypeId.Struct => new StructType(new FieldList([.. children.Select(child => child.Field)])),
            _ => type!,
        };
    }

    // Null for lists and structs, which their children complete.
    private static DataType? Decode(ArrowTypeId id, FlatTable type, FieldPath path) => id switch
    {
        ArrowTypeId.List or ArrowTypeId.LargeList or ArrowTypeId.Struct => null,
        ArrowTypeId.Null => DataType.Null,
        ArrowTypeId.Bool => DataType.Boolean,
        ArrowTypeId.Int => Integer(type, path),
        ArrowTypeId.FloatingPoint => Floating(type, path),
        ArrowTypeId.Utf8 or ArrowTypeId.LargeUtf8 => DataType.Utf8,
        ArrowTypeId.Binary or ArrowTypeId.LargeBinary => DataType.Binary,
        ArrowTypeId.Date => Date(type, path),
        ArrowTypeId.Timestamp => Timestamp(type, path),
        ArrowTypeId.Decimal => Decimal(type, path),
        _ when Enum.IsDefined(id) && id != ArrowTypeId.None => throw Unsupported(type, path, $"type {id}"),
        _ => throw type.Site.Damaged(path, $"type {(byte)id}", "Arrow has no such type"),
    };

    private static ScalarType Integer(FlatTable type, FieldPath path) => (type.Number(0, 0), type.Number<byte>(1, 0) != 0) switch
    {
        (8, true) => DataType.Int8,
        (16, true) => DataType.Int16,
        (32, true) => DataType.Int32,
        (64, true) => DataType.Int64,
        (8, false) => DataType.UInt8,
        (16, false) => DataType.UInt16,
        (32, false) => DataType.UInt32,
        (64, false) => DataType.UInt64,
        var (bits, _) => throw type.Site.Damaged(path, $"integers of {bits} bits", "they have 8, 16, 32 or 64"),
    };

    private static ScalarType Floating(FlatTable type, FieldPath path) => type.Number<short>(0, 0) switch
    {
        0 => throw Unsupported(type, path, "type Float16"),
        1 => DataType.Float32,
        2 => DataType.Float64,
        var precision => throw type.Site.Damaged(path, $"floating-point precision {precision}", "it is 0, 1 or 2"),
    };

    // The default of the unit is milliseconds, so days are always written.
    private static ScalarType Date(FlatTable type, FieldPath path) => type.Number<short>(0, 1) switch
    {
        0 => DataType.Date32,
        1 => throw Unsupported(type, path, "type Date64 (milliseconds)"),
        var unit => throw type.Site.Damaged(path, $"date unit {unit}", "it is 0 or 1"),
    };

    // Spark writes its session's time zone; with any zone the numbers count from 1970 in UTC.
    private static DataType Timestamp(FlatTable type, FieldPath path)
    {
        short unit = type.Number<short>(0, 0);
        if (unit is < 0 or > 3)
            throw type.Site.Damaged(path, $"timestamp unit {unit}", "it is 0, 1, 2 or 3");
        return DataType.Timestamp((TimestampUnit)unit, isUtc: type.Has(1) && type.Text(1, "time zone").Length > 0);
    }

    private static DecimalType Decimal(FlatTable type, FieldPath path)
    {
        var (precision, scale, bits) = (type.Number(0, 0), type.Number(1, 0), type.Number(2, 128));
        if (bits != 128)
            throw Unsupported(type, path, $"type Decimal{bits}");
        return precision is >= 1 and <= 38 ? new DecimalType(precision, scale) : throw type.Site.Damaged(path, $"a decimal of {precision} digits", "it has 1 to 38");
    }

    private static ArrowFormatException Unsupported(FlatTable type, FieldPath path, string feature) =>
        type.Site.Unsupported(path, feature, "Cast the column to a type listed in docs/formats.md.");
}
