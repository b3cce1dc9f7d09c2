using RecPipeline.Formats.Columns;

namespace RecPipeline.Formats.Tests.Arrow.Support;

/// <summary>The names that the golden .json files give to types.</summary>
internal static class GoldenType
{
    public static string Name(DataType type) => type switch
    {
        ListType list => $"list<{Name(list.Element.Type)}>",
        StructType structs => $"struct<{string.Join(',', structs.Fields.Select(field => $"{field.Name}:{Name(field.Type)}"))}>",
        ForeignTimestampType time => $"timestamp[{Unit(time.Unit)}{(time.IsUtc ? ",UTC" : "")}]",
        ScalarType { Kind: ScalarKind.TimestampMicros } => "timestamp[us,UTC]",
        ScalarType { Kind: ScalarKind.Float32 } => "float",
        ScalarType { Kind: ScalarKind.Float64 } => "double",
        ScalarType { Kind: ScalarKind.Utf8 } => "string",
        ScalarType { Kind: ScalarKind.Date32 } => "date",
        _ => type.ToString(),
    };

    private static string Unit(TimestampUnit unit) => unit switch
    {
        TimestampUnit.Seconds => "s",
        TimestampUnit.Millis => "ms",
        TimestampUnit.Micros => "us",
        _ => "ns",
    };
}
