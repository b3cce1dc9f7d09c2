using RecPipeline.Spark.Gateway;
using RecPipeline.Spark.Sql;

namespace RecPipeline.Jobs.Engines;

/// <summary>
/// A folder for the checkpoints of one fit: tried before the fit, so that it does not fail after an hour, and removed after it.
/// </summary>
internal sealed class SparkCheckpoints : IDisposable
{
    private readonly SparkSession _session;
    private readonly string _folder;

    /// <exception cref="UsageException">It cannot be written.</exception>
    public SparkCheckpoints(SparkSession session, string folder)
    {
        (_session, _folder) = (session, folder);
        try
        {
            var files = session.SparkContext.FileSystem;
            files.MakeFolder(folder);
            files.WriteAllBytes($"{folder}/probe", [1]);
            files.Delete($"{folder}/probe");
            session.SparkContext.SetCheckpointDir(folder);
        }
        catch (SparkGatewayException error)
        {
            throw new UsageException(
                $"The checkpoint folder '{folder}' cannot be written: {error.Cause?.ToString() ?? error.Message} Set spark.checkpointDir "
                + "to a folder that every executor can write.", error);
        }
    }

    public void Dispose() => _session.Java.Connection.IgnoreIfDisconnected(() => _session.SparkContext.FileSystem.Delete(_folder));
}
