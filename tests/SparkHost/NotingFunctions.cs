using RecPipeline.Formats.Columns;
using RecPipeline.Spark.Worker;

namespace RecPipeline.SparkHost;

/// <summary>Functions that look at rows on their way.</summary>
public static class NotingFunctions
{
    /// <summary>Lets batches pass and leaves their count of rows as a note.</summary>
    public static IEnumerable<RecordBatch> NoteRows(IEnumerable<RecordBatch> batches, TaskContext context)
    {
        long rows = 0;
        foreach (var batch in batches)
        {
            rows += batch.RowCount;
            yield return batch;
        }
        context.Note(BitConverter.GetBytes(rows));
    }

    /// <summary>Throws at the end of partition 1 the first time that it is tried.</summary>
    public static IEnumerable<RecordBatch> FailOnce(IEnumerable<RecordBatch> batches, TaskContext context)
    {
        foreach (var batch in batches)
            yield return batch;
        if (context is { AttemptNumber: 0, PartitionId: 1 })
            throw new InvalidOperationException("once");
    }
}
