using System.Globalization;
using System.IO.Hashing;
using System.Text;
using RecPipeline.Formats.Columns;

namespace RecPipeline.Formats.Hashing;

/// <summary>Computes the content hash of a table from its record batches.</summary>
/// <remarks>
/// A row hash is XXH64 (seed 0) over the row in schema order. Each value is a presence byte, then, where present, its little-endian bytes;
/// a string (or binary value) is its int32 byte count and its bytes; a list its int32 element count and each element as a value; a struct
/// each member as a value. Floats go by bits with −0 as +0. Cost: one pass, no allocation per row.
/// </remarks>
public sealed class TableHasher(FieldList schema)
{
    private readonly ulong _schema = XxHash64.HashToUInt64(Encoding.UTF8.GetBytes(schema.ToString()));
    private readonly RowBuffer _row = new();
    private long _rows;
    private ulong _sum;
    private ulong _mixedSum;

    public TableHash Current => new(_rows, _sum, _mixedSum, _schema);

    /// <exception cref="InvalidDataException">A float is NaN; the message names column and row.</exception>
    public void Add(RecordBatch batch)
    {
        ArgumentNullException.ThrowIfNull(batch);
        if (FixedWidthRows.Of(batch) is { } rows)
            Add(rows, batch.RowCount);
        else
            AddEncoded(batch);
    }

    /// <summary>The plain twin, for rows of any columns; <see cref="FixedWidthRows"/> gives the same hash.</summary>
    internal void AddEncoded(RecordBatch batch)
    {
        var encoders = batch.Columns.Select((column, i) => ValueEncoder.For(column, batch.Schema[i].Name)).ToArray();
        for (int row = 0; row < batch.RowCount; row++)
        {
            _row.Clear();
            foreach (var encoder in encoders)
                encoder.Encode(row, _row);
            AddRow(XxHash64.HashToUInt64(_row.Written));
        }
    }

    private void Add(FixedWidthRows rows, int count)
    {
        for (int start = 0; start < count;)
        {
            var block = rows.Block(start);
            for (int at = 0; at < block.Length; at += rows.Width, start++)
                AddRow(XxHash64.HashToUInt64(block.Slice(at, rows.Width)));
        }
    }

    private void AddRow(ulong hash)
    {
        _rows++;
        _sum += hash;
        _mixedSum += Mix(hash);
    }

    // The finishing step of XXH64: invertible, and far from linear in the sum.
    private static ulong Mix(ulong hash)
    {
        hash = (hash ^ (hash >> 33)) * 0xC2B2AE3D27D4EB4FUL;
        hash = (hash ^ (hash >> 29)) * 0x165667B19E3779F9UL;
        return hash ^ (hash >> 32);
    }
}

/// <summary>The content hash of a table: equal for equal rows in any order, any number of files, on any engine.</summary>
/// <param name="Sum">Sum of the row hashes modulo 2⁶⁴.</param>
/// <param name="MixedSum">Sum of a mix of the row hashes modulo 2⁶⁴; rows that cancel in one sum do not in the other.</param>
/// <param name="Schema">Hash of the column names and types.</param>
public readonly record struct TableHash(long Rows, ulong Sum, ulong MixedSum, ulong Schema)
{
    /// <summary>The hash of both parts together. Partitions hash on their own machine and combine here.</summary>
    /// <exception cref="ArgumentException">The parts have different schemas.</exception>
    public TableHash Combine(TableHash other) => Schema == other.Schema
        ? new TableHash(Rows + other.Rows, Sum + other.Sum, MixedSum + other.MixedSum, Schema)
        : throw new ArgumentException($"Parts of one table have different schemas: {Schema:x16} and {other.Schema:x16}.", nameof(other));

    /// <summary>The form kept in contracts: <c>rows-sum-mixedsum-schema</c>.</summary>
    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{Rows}-{Sum:x16}-{MixedSum:x16}-{Schema:x16}");
}
