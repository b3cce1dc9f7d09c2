namespace RecPipeline.Formats.Parquet.Metadata;

/// <summary>What a schema element means beyond its physical type: the logical types and the older converted types under one name each.</summary>
internal enum Annotation
{
    None,
    String,
    List,
    Map,
    Enum,
    Json,
    Bson,
    Decimal,
    Date,
    Time,
    TimestampMillis,
    TimestampMicros,
    TimestampNanos,
    Int8,
    Int16,
    Int32,
    Int64,
    UInt8,
    UInt16,
    UInt32,
    UInt64,
    Interval,
    Null,
    Uuid,
    Float16,
    Variant,
    Geometry,
    Geography,
    Unknown,
}

internal static class Annotations
{
    /// <summary>The meaning of parquet.thrift's ConvertedType.</summary>
    public static Annotation FromConverted(int converted) => converted switch
    {
        0 => Annotation.String,
        1 or 2 => Annotation.Map,
        3 => Annotation.List,
        4 => Annotation.Enum,
        5 => Annotation.Decimal,
        6 => Annotation.Date,
        7 or 8 => Annotation.Time,
        9 => Annotation.TimestampMillis,
        10 => Annotation.TimestampMicros,
        11 => Annotation.UInt8,
        12 => Annotation.UInt16,
        13 => Annotation.UInt32,
        14 => Annotation.UInt64,
        15 => Annotation.Int8,
        16 => Annotation.Int16,
        17 => Annotation.Int32,
        18 => Annotation.Int64,
        19 => Annotation.Json,
        20 => Annotation.Bson,
        21 => Annotation.Interval,
        _ => Annotation.Unknown,
    };

    /// <summary>The meaning of a member of parquet.thrift's union LogicalType that has no parameters that matter here.</summary>
    public static Annotation FromLogical(short member) => member switch
    {
        1 => Annotation.String,
        2 => Annotation.Map,
        3 => Annotation.List,
        4 => Annotation.Enum,
        5 => Annotation.Decimal,
        6 => Annotation.Date,
        7 => Annotation.Time,
        11 => Annotation.Null,
        12 => Annotation.Json,
        13 => Annotation.Bson,
        14 => Annotation.Uuid,
        15 => Annotation.Float16,
        16 => Annotation.Variant,
        17 => Annotation.Geometry,
        18 => Annotation.Geography,
        _ => Annotation.Unknown,
    };

    public static Annotation Integer(int bits, bool isSigned) => (bits, isSigned) switch
    {
        (8, true) => Annotation.Int8,
        (16, true) => Annotation.Int16,
        (32, true) => Annotation.Int32,
        (64, true) => Annotation.Int64,
        (8, false) => Annotation.UInt8,
        (16, false) => Annotation.UInt16,
        (32, false) => Annotation.UInt32,
        (64, false) => Annotation.UInt64,
        _ => Annotation.Unknown,
    };
}
