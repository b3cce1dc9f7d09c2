using ParquetSharp;
using ParquetSharp.Schema;
using RecPipeline.Formats.Columns;

namespace RecPipeline.Formats.Parquet;

/// <summary>A leaf of a file's schema, in the order of a row group's column chunks.</summary>
/// <param name="Path">Names from the root down, with dots.</param>
/// <param name="IsRepeated">It or a group around it is repeated, so that a row may have any number of values.</param>
/// <param name="Type">How its values are stored.</param>
internal sealed record ParquetLeaf(string Path, bool IsRepeated, PhysicalType Type)
{
    /// <summary>True for INT96, which means an instant though nothing says so.</summary>
    public bool IsInt96 => Type == PhysicalType.Int96;
}

/// <summary>A column that is to be read, as a field of ours.</summary>
internal readonly record struct ChosenColumn(Field Field, ParquetColumn Source)
{
    public string Name => Field.Name;

    /// <summary>Its first chunk in a row group.</summary>
    public int First => Source.First;
}

/// <summary>A column at the top of a file's schema.</summary>
/// <param name="First">Its first leaf among all of the schema.</param>
/// <param name="Refused">The name of the type in it that none of ours stands for, or null.</param>
internal sealed record ParquetColumn(string Name, int First, IReadOnlyList<ParquetLeaf> Leaves, string? Refused)
{
    private static readonly LogicalTypeEnum[] KnownGroups = [LogicalTypeEnum.None, LogicalTypeEnum.List], KnownLeaves =
    [
        LogicalTypeEnum.None, LogicalTypeEnum.Int, LogicalTypeEnum.Decimal, LogicalTypeEnum.Date, LogicalTypeEnum.Timestamp,
        LogicalTypeEnum.String, LogicalTypeEnum.Enum, LogicalTypeEnum.Json, LogicalTypeEnum.Nil,
    ];

    // Each level is a call of its own, here and in the library; a schema this deep is nobody's table.
    private const int MaxDepth = 60;

    /// <summary>Indices of its leaves among the chunks of a row group.</summary>
    public IEnumerable<int> Chunks => Enumerable.Range(First, Leaves.Count);

    /// <summary>The columns of a file.</summary>
    public static IReadOnlyList<ParquetColumn> Of(GroupNode root)
    {
        var columns = new List<ParquetColumn>();
        int first = 0;
        foreach (var node in root.Fields)
        {
            var walk = new SchemaWalk();
            walk.Visit(node, node.Name, isRepeated: false, MaxDepth);
            columns.Add(new ParquetColumn(node.Name, first, walk.Leaves, walk.Refused));
            first += walk.Leaves.Count;
        }
        return columns;
    }

    /// <summary>The field with instants in the places of INT96, which the library gives as times without a zone.</summary>
    public Field WithInstants(Field field)
    {
        using var leaves = Leaves.GetEnumerator();
        return WithInstants(field, leaves);
    }

    private static Field WithInstants(Field field, IEnumerator<ParquetLeaf> leaves) => field with
    {
        Type = field.Type switch
        {
            ListType list => new ListType(WithInstants(list.Element, leaves)),
            StructType structs => new StructType(new FieldList([.. structs.Fields.Select(member => WithInstants(member, leaves))])),
            var type => leaves.MoveNext() && leaves.Current.IsInt96 ? DataType.TimestampMicros : type,
        },
    };

    // As the format writes it: FixedLenByteArray is FIXED_LEN_BYTE_ARRAY.
    private static string FormatName(PhysicalType type) =>
        string.Concat(type.ToString().Select((letter, i) => i > 0 && char.IsUpper(letter) ? $"_{letter}" : $"{letter}")).ToUpperInvariant();

    private sealed class SchemaWalk
    {
        public List<ParquetLeaf> Leaves { get; } = [];
        public string? Refused { get; private set; }

        public void Visit(Node node, string path, bool isRepeated, int depth)
        {
            if (depth == 0)
                throw new InvalidDataException($"Groups lie inside one another more than {MaxDepth} deep.");
            isRepeated |= node.Repetition == Repetition.Repeated;
            var (leaf, group) = (node as PrimitiveNode, node as GroupNode);
            using var logical = node.LogicalType;
            string kind = leaf is null ? "group" : FormatName(leaf.PhysicalType);
            if (!(leaf is null ? KnownGroups : KnownLeaves).Contains(logical.Type))
                Refused ??= $"type {logical.Type.ToString().ToUpperInvariant()} ({kind})";
            if (leaf is not null)
                Leaves.Add(new ParquetLeaf(path, isRepeated, leaf.PhysicalType));
            foreach (var child in group?.Fields ?? [])
                Visit(child, $"{path}.{child.Name}", isRepeated, depth - 1);
        }
    }
}
