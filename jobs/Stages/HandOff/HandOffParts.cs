using RecPipeline.Formats.Columns;
using RecPipeline.Jobs.Tables;
using RecPipeline.Spark.Worker;
using RecPipeline.Udfs;

namespace RecPipeline.Jobs.Stages.HandOff;

/// <summary>How the users of a role, ascending, are cut into parts of about equal size: one file each.</summary>
internal static class HandOffParts
{
    /// <summary>Rows with their part, a folder name like the role.</summary>
    public static readonly FieldList Numbered = new(
        [Schemas.Interactions[0], new Field("part", DataType.Utf8), .. HandOffRoles.FileSchema]);

    /// <summary>Where each part begins among the users, and their number at the end. No user is one part without rows.</summary>
    public static int[] Bounds(int users, int usersPerPart)
    {
        int parts = Math.Max(1, (int)(((long)users + usersPerPart - 1) / usersPerPart));
        return [.. Enumerable.Range(0, parts + 1).Select(part => (int)((long)users * part / parts))];
    }

    public static string Name(int part) => $"{part:000}";

    public static string Folder(string role, int part) => $"role={role}/part={Name(part)}";

    /// <summary>
    /// Takes <see cref="Schemas.Interactions"/> and yields <see cref="Numbered"/>. Argument: for each role the first user_index of every
    /// part.
    /// </summary>
    public static IEnumerable<RecordBatch> Number(IEnumerable<RecordBatch> batches, TaskContext context)
    {
        var firsts = Packed.FromJson<Dictionary<string, int[]>>(context.Argument);
        foreach (var batch in batches)
        {
            context.Cancellation.ThrowIfCancellationRequested();
            yield return new RecordBatch(
                Numbered, [batch[Numbered[0].Name], PartOf(batch, firsts), .. HandOffRoles.FileSchema.Select(field => batch[field.Name])]);
        }
    }

    private static StringColumn PartOf(RecordBatch batch, Dictionary<string, int[]> firsts)
    {
        var (roles, users) = ((StringColumn)batch["role"], (Column<int>)batch["user_index"]);
        return StringColumns.Of(
            [.. Enumerable.Range(0, batch.RowCount).Select(row => Name(PartOf(users.Values[row], firsts[roles.Text(row)!])))]);
    }

    // The last part that begins at or before the user.
    private static int PartOf(int user, int[] firsts)
    {
        int at = Array.BinarySearch(firsts, user);
        return at >= 0 ? at : ~at - 1;
    }
}
