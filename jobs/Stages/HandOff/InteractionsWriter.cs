using System.Text.Json.Nodes;
using RecPipeline.Formats.Columns;
using RecPipeline.Formats.Hashing;
using RecPipeline.Jobs.Running;
using RecPipeline.Jobs.Tables;
using RecPipeline.Models;
using RecPipeline.Models.Kernels;

namespace RecPipeline.Jobs.Stages.HandOff;

/// <summary>Writes one fit's interactions, a file per role and part, and the manifest that the worker checks them against.</summary>
internal sealed class InteractionsWriter(StageContext context, string fit, string protocol, int fold)
{
    private const int SliceUsers = 4096;

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
        var rows = new InteractionRows(_fileSchema, input, targets, seen);
        int parts = Math.Max(1, (users.Length + context.Options.HandOff.UsersPerPart - 1) / context.Options.HandOff.UsersPerPart);
        for (int part = 0; part < parts; part++)
            WritePart($"role={role}/part={part:000}", role, users[(int)((long)users.Length * part / parts)..(int)((long)users.Length * (part + 1) / parts)], rows);
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

    // Slices of users are grouped and hashed on all threads and written in order.
    private void WritePart(string partition, string role, int[] users, InteractionRows rows)
    {
        var file = new PartFacts(new TableHasher(_fileSchema).Current);
        _draft.Write(rows.Of([]), partition); // a part without users has its file, too
        RowChunks.RunInOrder(
            users.Length, SliceUsers, context.Threads, () => true,
            (_, first, end) => Hashed(rows.Of(users.AsSpan(first..end)), partition),
            slice =>
            {
                _draft.Write(slice.Rows, partition, slice.Hash);
                file = file.Add(slice.Facts);
            },
            context.Cancellation);
        _files.Add(file.ToJson(partition, role));
    }

    private (RecordBatch Rows, TableHash Hash, PartFacts Facts) Hashed(RecordBatch rows, string partition)
    {
        var hasher = new TableHasher(_fileSchema);
        hasher.Add(rows);
        return (rows, _draft.HashOf(rows, partition), PartFacts.Of(rows, hasher.Current));
    }
}
