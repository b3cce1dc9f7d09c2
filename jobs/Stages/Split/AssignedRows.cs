using RecPipeline.Spark.Sql;

namespace RecPipeline.Jobs.Stages.Split;

/// <summary>Ratings with their roles; executors hold what decides them until this is disposed.</summary>
/// <param name="rows">Columns of <c>ratings</c>, and role.</param>
/// <param name="argument">Which split.</param>
/// <param name="broadcasts">What functions of the split read.</param>
/// <param name="own">Those of them that belong to this split alone.</param>
internal sealed class AssignedRows(DataFrame rows, byte[] argument, IReadOnlyList<Broadcast> broadcasts, IReadOnlyList<Broadcast> own)
    : IDisposable
{
    public DataFrame Rows => rows;

    public ReadOnlyMemory<byte> Argument => argument;

    public IReadOnlyList<Broadcast> Broadcasts => broadcasts;

    public void Dispose()
    {
        foreach (var broadcast in own)
            broadcast.Dispose();
    }
}
