using System.Text.Unicode;
using RecPipeline.Formats.Columns;

namespace RecPipeline.Formats.Csv;

/// <summary>Reads records of any table into columns: the rule for rows that are no ratings, which both engines call.</summary>
/// <remarks>
/// Types: boolean (<c>true</c>, <c>false</c>, <c>1</c>, <c>0</c>), int32, int64, float32, float64 (forms as for ratings) and utf8. An empty
/// field is null in a nullable column; in another it is an empty text, or no number. Faults have the order of <see cref="RowFault"/>.
/// </remarks>
public sealed class TableRows
{
    private readonly CsvFormat _format;
    private readonly ColumnBuilder[] _builders;
    private readonly ColumnBuilder?[] _byField;
    private int _rows;

    /// <param name="file">For messages.</param>
    /// <param name="format">How a record is split.</param>
    /// <param name="fileColumns">Names of all fields of a record, in order.</param>
    /// <param name="columns">Names and types of the columns wanted.</param>
    /// <exception cref="CsvFormatException">A column is missing or named twice.</exception>
    /// <exception cref="ArgumentException">A type cannot be read from text, or a column is wanted twice.</exception>
    public TableRows(string file, CsvFormat format, IReadOnlyList<string> fileColumns, FieldList columns)
    {
        ArgumentNullException.ThrowIfNull(columns);
        ArgumentNullException.ThrowIfNull(fileColumns);
        CsvHeader.Require(file, fileColumns, [.. columns.Select(column => column.Name)]);
        if (columns.DistinctBy(column => column.Name).Count() != columns.Count)
            throw new ArgumentException($"A column is wanted twice: {columns}.", nameof(columns));
        (_format, Schema) = (format, columns);
        _builders = [.. columns.Select(column => ColumnBuilder.For(column, format))];
        _byField = [.. fileColumns.Select(name => columns.IndexOf(name) is var i and >= 0 ? _builders[i] : null)];
    }

    public FieldList Schema { get; }

    /// <summary>Adds the row in <paramref name="record"/>, or says why it is none.</summary>
    /// <param name="record">The bytes of one line without LF, the CR before it, and a byte order mark.</param>
    public RowFault Add(ReadOnlySpan<byte> record)
    {
        if (NumberText.IsBlank(record))
            return RowFault.Blank;
        if (_format.Encoding == TextEncoding.Utf8 && !Utf8.IsValid(record))
            return RowFault.Encoding;
        var fault = AddFields(record);
        _rows += fault == RowFault.None ? 1 : 0;
        if (fault != RowFault.None)
            TakeBack();
        return fault;
    }

    /// <summary>The rows added since the last call, as a batch.</summary>
    public RecordBatch Take()
    {
        var batch = new RecordBatch(Schema, _rows, [.. _builders.Select(builder => builder.Take())]);
        _rows = 0;
        return batch;
    }

    // All fields are split before a wrong value counts, because a wrong number of fields comes first.
    private RowFault AddFields(ReadOnlySpan<byte> record)
    {
        var fields = new FieldReader(record, _format);
        int count = 0;
        bool good = true;
        for (; fields.Next(); count++)
        {
            if (good && count < _byField.Length && _byField[count] is { } builder)
                good = builder.TryAdd(fields.Field, fields.HasEscapes);
        }
        return count != _byField.Length || fields.IsOpen ? RowFault.Columns : good ? RowFault.None : RowFault.Number;
    }

    private void TakeBack()
    {
        foreach (var builder in _builders)
            builder.Truncate(_rows);
    }
}
