using System.Text.Json.Nodes;
using RecPipeline.Formats.Columns;
using RecPipeline.Formats.Hashing;
using RecPipeline.Jobs.Running;
using RecPipeline.Jobs.Tables;
using RecPipeline.Models;

namespace RecPipeline.Jobs.Stages.HandOff;

/// <summary>Writes one fit's interactions, a file per role and part, and the manifest that the worker checks them against.</summary>
internal sealed class InteractionsWriter(StageContext context, string fit, string protocol, int fold)
{
    private readonly FieldList _fileSchema = new([.. Schemas.Interactions.Skip(1)]);
    private readonly TableDraft _draft = context.Draft($"interactions/{fit}", Schemas.Interactions, "role");
    private readonly JsonArray _files = [];

    /// <summary>Writes the users of a role.</summary>
    /// <param name="input">[users × items] what the network reads.</param>
    /// <param name="targets">[users × items] what it should predict; null where it predicts its input.</param>
    /// <param name="seen">[users × items] what it must never recommend; items that are input need not be named again. Null for none.</param>
    /// <param name="takesPart">The users of the role.</param>
    public void Write(string role, SparseMatrix input, SparseMatrix? targets, SparseMatrix? seen, Func<int, bool> takesPart)
    {
        int[] users = [.. Enumerable.Range(0, input.Rows).Where(takesPart)];
        int parts = Math.Max(1, (users.Length + context.Options.HandOff.UsersPerPart - 1) / context.Options.HandOff.UsersPerPart);
        for (int part = 0; part < parts; part++)
            WritePart($"role={role}/part={part:000}", role, users.AsSpan((int)((long)users.Length * part / parts)..(int)((long)users.Length * (part + 1) / parts)), input, targets, seen);
    }

    public void Finish()
    {
        var manifest = new JsonObject
        {
            ["format_version"] = HandOffStage.FormatVersion,
            ["protocol"] = protocol,
            ["fold"] = fold,
            ["input_rule"] = context.Options.HandOff.InputRule,
            ["liked_threshold"] = context.Options.LikedThreshold,
            ["item_count"] = context.ItemCount(),
            ["item_dictionary_hash"] = context.Contract("items").ContentHash,
            ["item_universe"] = "every row of items",
            ["files"] = _files,
        };
        _draft.WriteFile("manifest.json", IndentedJson.Bytes(manifest));
    }

    private void WritePart(string partition, string role, ReadOnlySpan<int> users, SparseMatrix input, SparseMatrix? targets, SparseMatrix? seen)
    {
        var (items, values) = Rows(input, users, keepsValues: true);
        var batch = new RecordBatch(
            _fileSchema,
            Columns.Int32(users.ToArray()),
            items,
            values!,
            targets is null ? Empty(users.Length) : Rows(targets, users, keepsValues: false).Items,
            seen is null ? Empty(users.Length) : Except(seen, input, users));
        _draft.Write(batch, partition);
        AddFile(partition, role, batch, items);
    }

    private void AddFile(string partition, string role, RecordBatch batch, ListColumn items)
    {
        var hasher = new TableHasher(_fileSchema);
        hasher.Add(batch);
        _files.Add(new JsonObject
        {
            ["folder"] = partition,
            ["role"] = role,
            ["rows"] = batch.RowCount,
            ["nnz"] = items.Offsets[^1],
            ["max_row_length"] = Enumerable.Range(0, batch.RowCount).Select(row => items.Offsets[row + 1] - items.Offsets[row]).DefaultIfEmpty().Max(),
            ["content_hash"] = hasher.Current.ToString(),
        });
    }

    private static (ListColumn Items, ListColumn? Values) Rows(SparseMatrix matrix, ReadOnlySpan<int> users, bool keepsValues)
    {
        var (offsets, items, values) = (new int[users.Length + 1], new List<int>(), new List<float>());
        for (int i = 0; i < users.Length; i++)
        {
            items.AddRange(matrix.RowIndices(users[i]));
            values.AddRange(matrix.RowValues(users[i]));
            offsets[i + 1] = items.Count;
        }
        return (Columns.Lists(offsets, Columns.Int32([.. items])), keepsValues ? Columns.Lists(offsets, Columns.Float32([.. values])) : null);
    }

    private static ListColumn Except(SparseMatrix seen, SparseMatrix input, ReadOnlySpan<int> users)
    {
        var (offsets, items) = (new int[users.Length + 1], new List<int>());
        for (int i = 0; i < users.Length; i++)
        {
            var known = input.RowIndices(users[i]);
            foreach (int item in seen.RowIndices(users[i]))
                if (known.BinarySearch(item) < 0)
                    items.Add(item);
            offsets[i + 1] = items.Count;
        }
        return Columns.Lists(offsets, Columns.Int32([.. items]));
    }

    private static ListColumn Empty(int rows) => Columns.Lists(new int[rows + 1], Columns.Int32([]));
}
