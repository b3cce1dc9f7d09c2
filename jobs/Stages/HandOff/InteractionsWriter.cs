using RecPipeline.Formats.Columns;
using RecPipeline.Formats.Hashing;
using RecPipeline.Jobs.Running;
using RecPipeline.Jobs.Tables;
using RecPipeline.Models.Kernels;

namespace RecPipeline.Jobs.Stages.HandOff;

/// <summary>Writes one fit's interactions, a file per role and part, and the manifest that the worker checks them against.</summary>
internal sealed class InteractionsWriter(StageContext context, string fit, string protocol, int fold)
{
    private const int SliceUsers = 4096;

    private readonly TableDraft _draft = context.Draft($"interactions/{fit}", Schemas.Interactions, "role");
    private readonly HandOffManifest _manifest = new(context, protocol, fold);

    /// <summary>Writes the users of a role.</summary>
    public void Write(HandOffRole role)
    {
        int[] users = role.Users;
        int[] bounds = HandOffParts.Bounds(users.Length, context.Options.HandOff.UsersPerPart);
        for (int part = 0; part + 1 < bounds.Length; part++)
            WritePart(HandOffParts.Folder(role.Name, part), role.Name, users[bounds[part]..bounds[part + 1]], role.Rows);
    }

    public void Finish() => _manifest.WriteTo(_draft);

    // Slices of users are grouped and hashed on all threads and written in order.
    private void WritePart(string partition, string role, int[] users, InteractionRows rows)
    {
        var file = new PartFacts(new TableHasher(HandOffRoles.FileSchema).Current);
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
        _manifest.Add(partition, role, file);
    }

    private (RecordBatch Rows, TableHash Hash, PartFacts Facts) Hashed(RecordBatch rows, string partition)
    {
        var hasher = new TableHasher(HandOffRoles.FileSchema);
        hasher.Add(rows);
        return (rows, _draft.HashOf(rows, partition), PartFacts.Of(rows, hasher.Current));
    }
}
