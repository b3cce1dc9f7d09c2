using RecPipeline.Formats.Columns;

namespace RecPipeline.Formats.Arrow;

/// <summary>A field as it stands in a stream's schema: what the column is, and what its buffers look like.</summary>
/// <param name="Path">Where the field stands, for messages.</param>
/// <param name="Field">The field of our schema.</param>
/// <param name="HasLargeOffsets">Offsets take 64 bits (LargeUtf8, LargeBinary, LargeList).</param>
/// <param name="Children">The element of a list or the members of a struct.</param>
internal sealed record ArrowField(FieldPath Path, Field Field, bool HasLargeOffsets, IReadOnlyList<ArrowField> Children)
{
    public DataType Type => Field.Type;
}

/// <summary>The names from the top to a field: <c>reasons.element.share</c>.</summary>
/// <remarks>Joined only when asked for: below one long name, each of many fields would else hold a copy of it.</remarks>
internal sealed record FieldPath(FieldPath? Parent, string Name)
{
    private const int ShownChars = 60;

    public override string ToString() => Parent is null ? Short : $"{Parent}.{Short}";

    private string Short => Name.Length > ShownChars ? $"{Name[..ShownChars]}…" : Name;
}
