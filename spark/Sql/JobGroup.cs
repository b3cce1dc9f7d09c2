using System.Globalization;
using RecPipeline.Spark.Gateway;

namespace RecPipeline.Spark.Sql;

/// <summary>How far the jobs of a group are.</summary>
/// <param name="Jobs">Jobs started so far.</param>
/// <param name="Stages">Stages of these jobs that are known.</param>
/// <param name="Tasks">Tasks of these stages.</param>
/// <param name="CompletedTasks">Of them finished.</param>
/// <param name="ActiveTasks">Of them running.</param>
/// <param name="FailedTasks">Attempts that failed, whether or not another succeeded.</param>
public sealed record JobProgress(int Jobs, int Stages, int Tasks, int CompletedTasks, int ActiveTasks, int FailedTasks)
{
    /// <summary>0 to 1; it can fall when another stage begins.</summary>
    public double Share => Tasks == 0 ? 0 : (double)CompletedTasks / Tasks;
}

/// <summary>
/// All jobs that a session starts between <see cref="SparkSession.JobGroup"/> and <see cref="Dispose"/>: described, watched, cancellable.
/// </summary>
/// <remarks>
/// An action that is running when the token is cancelled ends within two seconds with <see cref="OperationCanceledException"/>.
/// Executors hear of it 2 to 2.4 s later (Spark polls), and running functions see their own token then.
/// </remarks>
public sealed class JobGroup : IDisposable
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(250);
    private static int _count;

    private readonly SparkSession _session;
    private readonly CancellationToken _cancellation;
    private readonly Action<JobProgress>? _progress;
    private readonly CancellationTokenSource _ended = new();
    private readonly Thread _watcher;
    private readonly string _id =
        $"recpipeline-{Interlocked.Increment(ref _count).ToString(CultureInfo.InvariantCulture)}-{Guid.NewGuid():N}";

    internal JobGroup(SparkSession session, string description, Action<JobProgress>? progress, CancellationToken cancellation)
    {
        (_session, _cancellation, _progress) = (session, cancellation, progress);
        cancellation.ThrowIfCancellationRequested();
        session.SparkContext.SetJobGroup(_id, description, interruptOnCancel: true);
        session.Connection.OnError = Replace;
        _watcher = new Thread(Watch) { IsBackground = true, Name = "spark job group" };
        _watcher.Start();
    }

    /// <summary>What the group's jobs have taken so far. To be asked between jobs, on the thread that runs them.</summary>
    public JobTotals Totals() => JobTotalsReader.Read(_session, _id);

    /// <summary>Ends the group; jobs that still run keep running.</summary>
    public void Dispose()
    {
        _ended.Cancel();
        _watcher.Join();
        _session.Connection.OnError = null;
        _session.Connection.IgnoreIfDisconnected(_session.SparkContext.ClearJobGroup);
        _ended.Dispose();
    }

    private Exception Replace(SparkGatewayException error) =>
        _cancellation.IsCancellationRequested
            ? new OperationCanceledException("The Spark job was cancelled.", error, _cancellation)
            : error;

    // An estimator runs many jobs; one that starts just after a cancel is caught by the next round.
    private void Watch()
    {
        WaitHandle[] signals = [_ended.Token.WaitHandle, _cancellation.WaitHandle];
        try
        {
            while (!_ended.IsCancellationRequested)
            {
                bool cancelled = _cancellation.IsCancellationRequested;
                if (cancelled)
                    _session.SparkContext.CancelJobGroup(_id);
                _progress?.Invoke(JobProgressReader.Read(_session, _id));
                WaitHandle.WaitAny(cancelled ? signals[..1] : signals, Interval);
            }
        }
        catch (SparkGatewayException error)
        {
            // Watching is not worth ending the process for; whoever waits for a job hears of a lost JVM from the session's own connection.
            if (!_session.Connection.IsLost)
                _session.Log.Warn($"jobs are not watched any more: {error.Message}");
        }
    }
}
