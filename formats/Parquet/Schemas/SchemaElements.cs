using RecPipeline.Formats.Columns;
using RecPipeline.Formats.Parquet.Metadata;

namespace RecPipeline.Formats.Parquet.Schemas;

/// <summary>The schema elements that a table of ours is written with: lists as the specification's three levels.</summary>
internal static class SchemaElements
{
    public static IReadOnlyList<SchemaElement> Of(FieldList schema)
    {
        var elements = new List<SchemaElement> { new("schema") { ChildCount = schema.Count } };
        foreach (var field in schema)
            Add(elements, field);
        return elements;
    }

    private static void Add(List<SchemaElement> elements, Field field)
    {
        var element = new SchemaElement(field.Name) { Repetition = field.Nullable ? Repetition.Optional : Repetition.Required };
        switch (field.Type)
        {
            case ScalarType scalar:
                elements.Add(element with { Type = PhysicalOf(scalar.Kind), Annotation = AnnotationOf(scalar.Kind) });
                break;
            case ListType list:
                elements.Add(element with { ChildCount = 1, Annotation = Annotation.List });
                elements.Add(new SchemaElement("list") { ChildCount = 1, Repetition = Repetition.Repeated });
                Add(elements, list.Element with { Name = "element" });
                break;
            case StructType { Fields.Count: > 0 } structs:
                elements.Add(element with { ChildCount = structs.Fields.Count });
                foreach (var member in structs.Fields)
                    Add(elements, member);
                break;
            default:
                throw new ArgumentException($"Column '{field.Name}' of type {field.Type} cannot be written to Parquet.", nameof(field));
        }
    }

    private static PhysicalType PhysicalOf(ScalarKind kind) => kind switch
    {
        ScalarKind.Boolean => PhysicalType.Boolean,
        ScalarKind.Int32 or ScalarKind.Date32 => PhysicalType.Int32,
        ScalarKind.Int64 or ScalarKind.TimestampMicros => PhysicalType.Int64,
        ScalarKind.Float32 => PhysicalType.Float,
        ScalarKind.Float64 => PhysicalType.Double,
        ScalarKind.Utf8 or ScalarKind.Binary => PhysicalType.ByteArray,
        _ => throw new ArgumentException($"Values of kind {kind} cannot be written to Parquet.", nameof(kind)),
    };

    private static Annotation AnnotationOf(ScalarKind kind) => kind switch
    {
        ScalarKind.Utf8 => Annotation.String,
        ScalarKind.Date32 => Annotation.Date,
        ScalarKind.TimestampMicros => Annotation.TimestampMicros,
        _ => Annotation.None,
    };
}
