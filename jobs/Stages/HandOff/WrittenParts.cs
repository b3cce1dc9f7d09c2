using RecPipeline.Formats.Columns;
using RecPipeline.Formats.Hashing;
using RecPipeline.Jobs.Tables;
using RecPipeline.Spark.Worker;

namespace RecPipeline.Jobs.Stages.HandOff;

/// <summary>
/// What the files of a hand-off hold, read again in executors and hashed by the code of the local engine: for the contract and for the
/// manifest.
/// </summary>
internal static class WrittenParts
{
    /// <summary>Of a part, or of a piece of it: rows, both sums of the table's rows and of the file's, input cells.</summary>
    public static readonly FieldList Pieces = FieldList.Of(
        new("role", DataType.Utf8), new("part", DataType.Utf8), new("rows", DataType.Int64), new("table_sum", DataType.Int64),
        new("table_mixed_sum", DataType.Int64),
        new("file_sum", DataType.Int64), new("file_mixed_sum", DataType.Int64), new("cells", DataType.Int64),
            new("max_row_length", DataType.Int32));

    private static readonly string[] TableColumns = [.. Schemas.Interactions.Select(field => field.Name)];
    private static readonly string[] FileColumns = [.. HandOffRoles.FileSchema.Select(field => field.Name)];

    /// <summary>Takes the columns of <see cref="HandOffParts.Numbered"/> and yields one row per part that it has met.</summary>
    public static IEnumerable<RecordBatch> Measure(IEnumerable<RecordBatch> batches, TaskContext context)
    {
        var pieces = new Dictionary<(string Role, string Part), Piece>();
        foreach (var batch in batches)
        {
            context.Cancellation.ThrowIfCancellationRequested();
            foreach (var (role, part, rows) in Runs(batch))
            {
                if (!pieces.TryGetValue((role, part), out var piece))
                    pieces[(role, part)] = piece = new Piece(Of(rows, TableColumns).Schema, Of(rows, FileColumns).Schema);
                piece.Add(rows);
            }
        }
        if (pieces.Count > 0)
            yield return Rows([.. pieces]);
    }

    /// <summary>Brings pieces together.</summary>
    /// <returns>The hash of the table, and by role and part what the manifest says; parts without rows are not among them.</returns>
    public static (TableHash Table, Dictionary<(string Role, string Part), PartFacts> Parts) Sum(RecordBatch pieces)
    {
        var (table, file) = (new TableHasher(Schemas.Interactions).Current, new TableHasher(HandOffRoles.FileSchema).Current);
        var parts = new Dictionary<(string Role, string Part), PartFacts>();
        for (int row = 0; row < pieces.RowCount; row++)
        {
            long Number(string column) => pieces.Values<long>(column)[row];
            table = table.Combine(
                new TableHash(Number("rows"), (ulong)Number("table_sum"), (ulong)Number("table_mixed_sum"), table.Schema));
            var key = (((StringColumn)pieces["role"]).Text(row)!, ((StringColumn)pieces["part"]).Text(row)!);
            var facts = new PartFacts(
                new TableHash(Number("rows"), (ulong)Number("file_sum"), (ulong)Number("file_mixed_sum"), file.Schema), Number("cells"),
                    pieces.Values<int>("max_row_length")[row]);
            parts[key] = parts.TryGetValue(key, out var others) ? others.Add(facts) : facts;
        }
        return (table, parts);
    }

    // A batch goes on from one file to the next.
    private static IEnumerable<(string Role, string Part, RecordBatch Rows)> Runs(RecordBatch batch)
    {
        var (roles, parts) = ((StringColumn)batch["role"], (StringColumn)batch["part"]);
        for (int start = 0, end; start < batch.RowCount; start = end)
        {
            var (role, part) = (roles.Text(start)!, parts.Text(start)!);
            end = start + 1;
            while (end < batch.RowCount && roles.Text(end) == role && parts.Text(end) == part)
                end++;
            yield return (role, part, batch.Slice(start, end - start));
        }
    }

    private static RecordBatch Of(RecordBatch rows, string[] names) => new(
        new FieldList([.. names.Select(name => rows.Schema[rows.Schema.IndexOf(name)])]), rows.RowCount,
            [.. names.Select(name => rows[name])]);

    private static RecordBatch Rows(KeyValuePair<(string Role, string Part), Piece>[] pieces)
    {
        Column<long> Longs(Func<Piece, long> value) => Columns.Int64(Array.ConvertAll(pieces, piece => value(piece.Value)));
        return new RecordBatch(
            Pieces, StringColumns.Of(Array.ConvertAll(pieces, piece => piece.Key.Role)),
            StringColumns.Of(Array.ConvertAll(pieces, piece => piece.Key.Part)),
            Longs(piece => piece.Table.Rows), Longs(piece => (long)piece.Table.Sum), Longs(piece => (long)piece.Table.MixedSum),
            Longs(piece => (long)piece.Facts.Hash.Sum), Longs(piece => (long)piece.Facts.Hash.MixedSum), Longs(piece => piece.Facts.Cells),
            Columns.Int32(Array.ConvertAll(pieces, piece => piece.Value.Facts.MaxRowLength)));
    }

    private sealed class Piece(FieldList table, FieldList file)
    {
        private readonly TableHasher _table = new(table);

        public TableHash Table => _table.Current;

        public PartFacts Facts { get; private set; } = new(new TableHasher(file).Current);

        public void Add(RecordBatch rows)
        {
            _table.Add(Of(rows, TableColumns));
            var hasher = new TableHasher(file);
            hasher.Add(Of(rows, FileColumns));
            Facts = Facts.Add(PartFacts.Of(rows, hasher.Current));
        }
    }
}
