using RecPipeline.Formats.Columns;
using RecPipeline.Formats.Parquet.Metadata;

namespace RecPipeline.Formats.Parquet.Schemas;

/// <summary>Decides which of our types a file's column becomes.</summary>
/// <remarks>
/// Lists come in the layouts of the specification's section "Lists" with its rules for older files: three levels with any names (<c>list.element</c>,
/// <c>list.item</c>, <c>bag.array</c>), two levels (a repeated element inside the LIST group), and repeated columns without a LIST group.
/// </remarks>
internal static class SchemaMapping
{
    /// <summary>The plan of a column of the file.</summary>
    /// <exception cref="ParquetFormatException">Its type is not among ours; the message names it.</exception>
    public static ColumnPlan Map(SchemaNode node, Place place) => Map(node, node.Name, 0, place with { Column = node.Path });

    private static ColumnPlan Map(SchemaNode node, string name, int slotLevel, Place place) => node.IsRepeated
        ? MapList(node, node, name, Element(node, place, isElement: true), isOptional: false)
        : MapOnce(node, name, slotLevel, place);

    private static ColumnPlan MapOnce(SchemaNode node, string name, int slotLevel, Place place)
    {
        bool isNullable = node.IsOptional;
        if (node.IsLeaf)
            return new ScalarPlan(new Field(name, LeafTypes.Of(node.Element, place), isNullable), node, slotLevel);
        return node.Element.Annotation switch
        {
            Annotation.List => MapAnnotatedList(node, name, place),
            Annotation.None => MapStruct(node, name, slotLevel, place, isNullable),
            _ => throw ParquetThrow.UnsupportedType(place, LeafTypes.NameOf(node.Element)),
        };
    }

    private static ListPlan MapAnnotatedList(SchemaNode node, string name, Place place)
    {
        if (node.Children is not [{ IsRepeated: true } repeated])
            throw ParquetThrow.Damaged(place, "reading the schema", $"a list of {node.Children.Count} members", "one repeated member");
        bool isElement = repeated.IsLeaf || repeated.Children.Count != 1 || repeated.Name == "array" || repeated.Name == $"{node.Name}_tuple";
        return MapList(node, repeated, name, Element(repeated, place, isElement), node.IsOptional);
    }

    private static ListPlan MapList(SchemaNode node, SchemaNode repeated, string name, ColumnPlan element, bool isOptional) =>
        new(new Field(name, new ListType(element.Field), isOptional), node, repeated, element);

    // The repeated node is the element itself, or a group around it.
    private static ColumnPlan Element(SchemaNode repeated, Place place, bool isElement)
    {
        const string Name = "element";
        return !isElement ? Map(repeated.Children[0], Name, repeated.DefinitionLevel, place)
            : MapOnce(repeated, Name, repeated.DefinitionLevel, place);
    }

    private static StructPlan MapStruct(SchemaNode node, string name, int slotLevel, Place place, bool isNullable)
    {
        if (node.Children.Count == 0)
            throw ParquetThrow.UnsupportedType(place, "struct without members");
        ColumnPlan[] members = [.. node.Children.Select(child => Map(child, child.Name, slotLevel, place with { Column = child.Path }))];
        return new StructPlan(new Field(name, new StructType(new FieldList([.. members.Select(member => member.Field)])), isNullable), node, members);
    }
}
