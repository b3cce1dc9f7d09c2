using RecPipeline.Formats.Parquet.Metadata;

namespace RecPipeline.Formats.Parquet.Schemas;

/// <summary>A node of a file's schema with its levels.</summary>
/// <remarks>
/// The definition level counts the optional and repeated nodes from the root down to this one, the repetition level the repeated ones.
/// In <c>optional group items (LIST) { repeated group list { optional int32 element } }</c> element has definition level 3 and repetition level 1:
/// a value with level 3 is there, 2 is a null element, 1 an empty list, 0 a null list. Source: Melnik et al., Dremel, VLDB 2010.
/// </remarks>
internal sealed record SchemaNode(SchemaElement Element, IReadOnlyList<string> Names, int DefinitionLevel, int RepetitionLevel)
{
    public string Name => Element.Name;

    /// <summary>Names from the root down, for messages.</summary>
    public string Path => string.Join('.', Names);

    public IReadOnlyList<SchemaNode> Children { get; init; } = [];

    /// <summary>Which column chunk of a row group holds this leaf; −1 for groups.</summary>
    public int Leaf { get; init; } = -1;

    public bool IsLeaf => Leaf >= 0;

    public bool IsOptional => Element.Repetition == Repetition.Optional;

    public bool IsRepeated => Element.Repetition == Repetition.Repeated;
}
