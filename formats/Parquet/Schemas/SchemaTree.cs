using RecPipeline.Formats.Parquet.Metadata;

namespace RecPipeline.Formats.Parquet.Schemas;

/// <summary>Builds the tree from the footer's flat list and checks that it is one.</summary>
internal sealed class SchemaTree
{
    // Levels are kept as bytes, and a schema this deep is nobody's table.
    private const int MaxDepth = 60;

    private readonly IReadOnlyList<SchemaElement> _elements;
    private readonly Place _place;
    private readonly List<SchemaNode> _leaves = [];
    private int _next;

    private SchemaTree(IReadOnlyList<SchemaElement> elements, Place place) => (_elements, _place) = (elements, place);

    /// <summary>The root's children, and the leaves in the order of a row group's column chunks.</summary>
    public static (IReadOnlyList<SchemaNode> Columns, IReadOnlyList<SchemaNode> Leaves) Build(IReadOnlyList<SchemaElement> elements, Place place)
    {
        var tree = new SchemaTree(elements, place);
        var root = tree.Take([]);
        var columns = root.Type is null
            ? tree.BuildChildren(root, [], 0, 0, MaxDepth)
            : throw tree.Error("a root of a physical type", "a group of columns");
        return tree._next == elements.Count
            ? (columns, tree._leaves)
            : throw tree.Error($"{elements.Count - tree._next} elements outside of the root", "none");
    }

    private List<SchemaNode> BuildChildren(SchemaElement group, string[] path, int definition, int repetition, int depth)
    {
        if (group.ChildCount < 0 || group.ChildCount > _elements.Count - _next)
            throw Error($"a group '{Text(path)}' of {group.ChildCount:N0} children", $"0 to {_elements.Count - _next}");
        var children = new List<SchemaNode>();
        for (int i = 0; i < group.ChildCount; i++)
            children.Add(BuildNode(path, definition, repetition, depth - 1));
        return children;
    }

    private SchemaNode BuildNode(string[] parent, int definition, int repetition, int depth)
    {
        var element = Take(parent);
        string[] path = [.. parent, element.Name];
        definition += element.Repetition == Repetition.Required ? 0 : 1;
        repetition += element.Repetition == Repetition.Repeated ? 1 : 0;
        if (depth == 0)
            throw Error($"groups inside one another at '{path[0]}'", $"at most {MaxDepth}");
        var node = new SchemaNode(element, path, definition, repetition);
        if (element.Type is null)
            return node with { Children = BuildChildren(element, path, definition, repetition, depth) };
        CheckLeaf(element, path);
        node = node with { Leaf = _leaves.Count };
        _leaves.Add(node);
        return node;
    }

    private SchemaElement Take(string[] parent) => _next < _elements.Count
        ? _elements[_next++]
        : throw Error($"the end of the schema within '{Text(parent)}'", "an element more");

    private void CheckLeaf(SchemaElement element, string[] path)
    {
        if (!Enum.IsDefined(element.Type!.Value))
            throw ParquetThrow.UnsupportedType(_place with { Column = Text(path) }, $"{(int)element.Type}");
        if (!Enum.IsDefined(element.Repetition))
            throw Error($"repetition {(int)element.Repetition} of '{Text(path)}'", "required, optional or repeated");
        if (element.Type == PhysicalType.FixedLenByteArray && element.TypeLength < 1)
            throw Error($"values of {element.TypeLength} bytes in '{Text(path)}'", "1 or more");
        if (element.ChildCount != 0)
            throw Error($"a column '{Text(path)}' with children", "a column or a group");
    }

    private static string Text(string[] path) => string.Join('.', path);

    private ParquetFormatException Error(string found, string expected) => ParquetThrow.Damaged(_place, "reading the schema", found, expected);
}
