using RecPipeline.Formats.Columns;
using RecPipeline.Jobs.Configuration;
using RecPipeline.Jobs.Tables;
using RecPipeline.Models.Splitting;
using RecPipeline.Spark.Worker;
using RecPipeline.Udfs;
using RecPipeline.Udfs.HandingOff;

namespace RecPipeline.Jobs.Stages.HandOff;

/// <summary>Groups rows into users' rows of every role, in executors.</summary>
/// <param name="Options">Input rule.</param>
/// <param name="Items">Size of the catalogue.</param>
/// <param name="IsWhole">Everybody has rows to train on; else some users are held out.</param>
internal sealed record HandOffTask(PipelineOptions Options, int Items, bool IsWhole)
{
    private const int RangeUsers = 4096;

    /// <summary>
    /// Takes rows of whole users with their roles, sorted by user and item, and yields <see cref="Schemas.Interactions"/>. Argument: this
    /// record.
    /// </summary>
    public static IEnumerable<RecordBatch> Group(IEnumerable<RecordBatch> batches, TaskContext context)
    {
        var task = Packed.FromJson<HandOffTask>(context.Argument);
        foreach (var range in RoleRanges.Of(batches, task.Items, RangeUsers))
        {
            context.Cancellation.ThrowIfCancellationRequested();
            foreach (var role in task.Roles(range))
                yield return Rows(role, range.First);
        }
    }

    private HandOffRole[] Roles(RoleRange range)
    {
        var (history, targets) = (range.With(RowRole.ValidationFoldIn), range.With(RowRole.ValidationTest));
        return IsWhole
            ? HandOffRoles.Whole(Options, range.All, history, targets)
            : HandOffRoles.OfFold(Options, range.With(RowRole.Train), history, targets, range.With(RowRole.FoldIn));
    }

    private static RecordBatch Rows(HandOffRole role, int first)
    {
        int[] users = role.Users;
        var rows = role.Rows.Of(users);
        return new RecordBatch(
            Schemas.Interactions,
            [StringColumns.Repeat(role.Name, users.Length), Columns.Int32(Array.ConvertAll(users, user => user + first)),
                .. rows.Columns.Skip(1)]);
    }
}
