namespace RecPipeline.Formats.Columns;

/// <summary>Some rows of a table: one column per field of the schema, all of the same length.</summary>
public sealed class RecordBatch
{
    /// <exception cref="ArgumentException">Columns do not fit the schema; the message names the field and both types or lengths.</exception>
    public RecordBatch(FieldList schema, params IReadOnlyList<Column> columns)
    {
        ArgumentNullException.ThrowIfNull(schema);
        ArgumentNullException.ThrowIfNull(columns);
        if (columns.Count != schema.Count)
            throw new ArgumentException($"The schema has {schema.Count} fields, but {columns.Count} columns were given.", nameof(columns));
        Schema = schema;
        Columns = columns;
        RowCount = columns.Count == 0 ? 0 : columns[0].Length;
        for (int i = 0; i < columns.Count; i++)
            Check(schema[i], columns[i], RowCount);
    }

    public FieldList Schema { get; }

    public IReadOnlyList<Column> Columns { get; }

    public int RowCount { get; }

    /// <summary>A batch of no rows.</summary>
    public static RecordBatch Empty(FieldList schema)
    {
        ArgumentNullException.ThrowIfNull(schema);
        return new RecordBatch(schema, [.. schema.Select(field => EmptyColumn(field.Type))]);
    }

    /// <summary>The column called <paramref name="name"/>.</summary>
    /// <exception cref="ArgumentException">There is none; the message lists those that exist.</exception>
    public Column this[string name] => Schema.IndexOf(name) is var i and >= 0
        ? Columns[i]
        : throw new ArgumentException($"There is no column '{name}'; the columns are {Schema}.", nameof(name));

    /// <summary>The values of the fixed-width column <paramref name="name"/>.</summary>
    public ReadOnlySpan<T> Values<T>(string name)
        where T : unmanaged => this[name] is Column<T> column
            ? column.Values
            : throw new ArgumentException($"Column '{name}' is {this[name].Type}, not {typeof(T).Name}.", nameof(name));

    private static Column EmptyColumn(DataType type) => type switch
    {
        ScalarType { Kind: ScalarKind.Boolean } => new Column<bool>(type, default),
        ScalarType { Kind: ScalarKind.Int32 or ScalarKind.Date32 } => new Column<int>(type, default),
        ScalarType { Kind: ScalarKind.Int64 or ScalarKind.TimestampMicros } => new Column<long>(type, default),
        ScalarType { Kind: ScalarKind.Float32 } => new Column<float>(type, default),
        ScalarType { Kind: ScalarKind.Float64 } => new Column<double>(type, default),
        ScalarType => new StringColumn(new int[1], default),
        ListType list => new ListColumn(list, new int[1], EmptyColumn(list.Element.Type)),
        StructType structs => new StructColumn(structs, 0, [.. structs.Fields.Select(field => EmptyColumn(field.Type))]),
        _ => throw new NotSupportedException($"There is no empty column of type {type}."),
    };

    private static void Check(Field field, Column column, int rows)
    {
        if (column.Length != rows)
            throw new ArgumentException($"Column '{field.Name}' has {column.Length} rows, the first column has {rows}.", nameof(column));
        if (!column.Type.Equals(field.Type))
            throw new ArgumentException($"Column '{field.Name}' is {column.Type}, the schema says {field.Type}.", nameof(column));
        if (column.HasNulls && !field.Nullable)
            throw new ArgumentException($"Column '{field.Name}' has nulls, the schema allows none.", nameof(column));
    }
}
