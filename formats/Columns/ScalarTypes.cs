namespace RecPipeline.Formats.Columns;

/// <summary>Which .NET type stands for which scalar kind.</summary>
public static class ScalarTypes
{
    /// <summary>True when values of <paramref name="type"/> are kept as <typeparamref name="T"/>.</summary>
    public static bool Holds<T>(DataType type)
        where T : unmanaged => type is ScalarType scalar && typeof(T) == scalar.Kind switch
        {
            ScalarKind.Boolean => typeof(bool),
            ScalarKind.Int32 or ScalarKind.Date32 => typeof(int),
            ScalarKind.Int64 or ScalarKind.TimestampMicros => typeof(long),
            ScalarKind.Float32 => typeof(float),
            ScalarKind.Float64 => typeof(double),
            _ => null,
        };
}
