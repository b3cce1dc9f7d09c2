namespace RecPipeline.Formats.Columns;

/// <summary>A column of lists: list i is elements <c>Offsets[i]..Offsets[i + 1]</c> of <see cref="Elements"/>.</summary>
/// <remarks>Offsets never decrease. The first need not be 0 and the last need not be the number of elements.</remarks>
public sealed class ListColumn(ListType type, ReadOnlyMemory<int> offsets, Column elements, ReadOnlyMemory<byte> validity = default)
    : Column(type, offsets.Length - 1, validity)
{
    private readonly ListType _type = type;

    public ReadOnlySpan<int> Offsets => offsets.Span;

    internal ReadOnlyMemory<int> OffsetMemory => offsets;

    public Column Elements { get; } = elements;

    private protected override Column Part(int start, int length, byte[] validity) =>
        new ListColumn(_type, offsets.Slice(start, length + 1), Elements, validity);
}

/// <summary>A column of structs: one child column per member, all of this column's length.</summary>
/// <remarks>What children hold where the struct is null is arbitrary; a member that is not nullable may be null there.</remarks>
public sealed class StructColumn(StructType type, int length, IReadOnlyList<Column> children, ReadOnlyMemory<byte> validity = default)
    : Column(type, length, validity)
{
    private readonly StructType _type = type;

    public IReadOnlyList<Column> Children { get; } = children;

    private protected override Column Part(int start, int length, byte[] validity) =>
        new StructColumn(_type, length, [.. Children.Select(child => child.Slice(start, length))], validity);
}
