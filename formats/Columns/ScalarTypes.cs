using System.Runtime.CompilerServices;

namespace RecPipeline.Formats.Columns;

/// <summary>Which .NET type stands for which fixed-width type. The switch in <see cref="With"/> is the only one.</summary>
public static class ScalarTypes
{
    /// <summary>True when every value takes the same number of bytes, so that a column of it is a <see cref="Column{T}"/>.</summary>
    public static bool IsFixedWidth(DataType type) => type is ForeignTimestampType or DecimalType
        or ScalarType { Kind: not (ScalarKind.Utf8 or ScalarKind.Binary or ScalarKind.Null) };

    /// <summary>True when values of <paramref name="type"/> are kept as <typeparamref name="T"/>.</summary>
    public static bool Holds<T>(DataType type)
        where T : unmanaged => IsFixedWidth(type) && With(type, Facts.Instance).Type == typeof(T);

    /// <summary>Bytes of one value in memory; 1 for a boolean.</summary>
    /// <exception cref="NotSupportedException">The type has no fixed width.</exception>
    public static int Bytes(DataType type) => With(type, Facts.Instance).Bytes;

    /// <summary>Calls <paramref name="function"/> with the .NET type of <paramref name="type"/>.</summary>
    /// <exception cref="NotSupportedException">The type has no fixed width.</exception>
    internal static TResult With<TResult>(DataType type, IFixedWidthFunction<TResult> function) => type switch
    {
        ScalarType { Kind: ScalarKind.Boolean } => function.Apply<bool>(),
        ScalarType { Kind: ScalarKind.Int8 } => function.Apply<sbyte>(),
        ScalarType { Kind: ScalarKind.Int16 } => function.Apply<short>(),
        ScalarType { Kind: ScalarKind.Int32 or ScalarKind.Date32 } => function.Apply<int>(),
        ScalarType { Kind: ScalarKind.Int64 or ScalarKind.TimestampMicros } or ForeignTimestampType => function.Apply<long>(),
        ScalarType { Kind: ScalarKind.UInt8 } => function.Apply<byte>(),
        ScalarType { Kind: ScalarKind.UInt16 } => function.Apply<ushort>(),
        ScalarType { Kind: ScalarKind.UInt32 } => function.Apply<uint>(),
        ScalarType { Kind: ScalarKind.UInt64 } => function.Apply<ulong>(),
        ScalarType { Kind: ScalarKind.Float32 } => function.Apply<float>(),
        ScalarType { Kind: ScalarKind.Float64 } => function.Apply<double>(),
        DecimalType => function.Apply<Int128>(),
        _ => throw new NotSupportedException($"Type {type} has no fixed width."),
    };

    private sealed class Facts : IFixedWidthFunction<(Type Type, int Bytes)>
    {
        public static readonly Facts Instance = new();

        public (Type Type, int Bytes) Apply<T>()
            where T : unmanaged => (typeof(T), Unsafe.SizeOf<T>());
    }
}

/// <summary>Something to do once the .NET type of a fixed-width column is known.</summary>
internal interface IFixedWidthFunction<out TResult>
{
    TResult Apply<T>()
        where T : unmanaged;
}
