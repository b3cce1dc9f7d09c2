namespace RecPipeline.Formats.Columns;

/// <summary>Some rows of a table: one column per field of the schema, all of the same length.</summary>
public sealed class RecordBatch
{
    /// <exception cref="ArgumentException">Columns do not fit the schema; the message names the field and both types.</exception>
    public RecordBatch(FieldList schema, params IReadOnlyList<Column> columns)
        : this(schema, columns is [var first, ..] ? first.Length : 0, columns)
    {
    }

    /// <summary>A batch of <paramref name="rowCount"/> rows, which a batch without columns cannot tell otherwise.</summary>
    /// <exception cref="ArgumentException">Columns do not fit the schema; the message names the field and both types.</exception>
    public RecordBatch(FieldList schema, int rowCount, params IReadOnlyList<Column> columns)
    {
        ArgumentNullException.ThrowIfNull(schema);
        ArgumentNullException.ThrowIfNull(columns);
        if (columns.Count != schema.Count)
            throw new ArgumentException($"The schema has {schema.Count} fields, but {columns.Count} columns were given.", nameof(columns));
        (Schema, Columns, RowCount) = (schema, columns, rowCount);
        for (int i = 0; i < columns.Count; i++)
            Check(schema[i], columns[i], rowCount);
    }

    public FieldList Schema { get; }
    public IReadOnlyList<Column> Columns { get; }
    public int RowCount { get; }

    public static RecordBatch Empty(FieldList schema) => Concatenation.Concat(schema, []);

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

    /// <summary>The rows from <paramref name="start"/> on as a batch that shares the values.</summary>
    public RecordBatch Slice(int start, int length) => length == RowCount && start == 0
        ? this
        : new RecordBatch(Schema, length, [.. Columns.Select(column => column.Slice(start, length))]);

    /// <summary>The members of a struct column as the columns of a batch: Spark sends a DataFrame's rows as one struct.</summary>
    /// <exception cref="ArgumentException">A struct is null, so it is no row.</exception>
    public static RecordBatch Of(StructColumn column)
    {
        ArgumentNullException.ThrowIfNull(column);
        if (Bitmap.NullCount(column.Validity.Span, column.Length) is var nulls and > 0)
            throw new ArgumentException(
                $"{nulls} of {column.Length} structs are null, and a null struct is no row of a batch.", nameof(column));
        return new RecordBatch(((StructType)column.Type).Fields, column.Length, column.Children);
    }

    /// <summary>The columns as the members of one struct column without nulls.</summary>
    public StructColumn ToStruct() => new(new StructType(Schema), RowCount, Columns);

    private static void Check(Field field, Column column, int rows)
    {
        if (column.Length != rows)
            throw new ArgumentException($"Column '{field.Name}' has {column.Length} rows, the batch has {rows}.", nameof(column));
        if (!column.Type.Equals(field.Type))
            throw new ArgumentException($"Column '{field.Name}' is {column.Type}, the schema says {field.Type}.", nameof(column));
        if (column.HasNulls && !field.Nullable)
            throw new ArgumentException($"Column '{field.Name}' has nulls, the schema allows none.", nameof(column));
    }
}
