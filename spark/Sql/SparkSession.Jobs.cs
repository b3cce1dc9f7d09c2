namespace RecPipeline.Spark.Sql;

/// <content>Watching and cancelling.</content>
public sealed partial class SparkSession
{
    /// <summary>Begins a group of jobs: everything that this session runs until the result is disposed.</summary>
    /// <example><c>using (spark.JobGroup("count users", progress => bar.Value = progress.Share, token)) users.Count();</c></example>
    /// <param name="description">Shown in Spark's web page for each job.</param>
    /// <param name="progress">Called four times a second from another thread.</param>
    /// <param name="cancellation">Cancels the group's jobs.</param>
    /// <exception cref="OperationCanceledException">The token is cancelled already.</exception>
    public JobGroup JobGroup(string description, Action<JobProgress>? progress = null, CancellationToken cancellation = default) =>
        new(this, description, progress, cancellation);

    /// <summary>A place where tasks leave notes for the driver; see <see cref="DataFrame.Observe"/>.</summary>
    public TaskNotes TaskNotes() => new(this);
}
