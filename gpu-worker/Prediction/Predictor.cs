using RecPipeline.GpuWorker.HandOff;
using RecPipeline.GpuWorker.ModelFiles;
using RecPipeline.Models.Autoencoder;

namespace RecPipeline.GpuWorker.Prediction;

/// <summary>What a list is to be like.</summary>
/// <param name="N">Rows of a list; any number, short where the catalogue is exhausted.</param>
/// <param name="Excluded">Items nobody gets, ascending.</param>
/// <param name="IsLogit">Scores are sums before the output's activation, which keep their digits where activations are near 0 or 1.</param>
internal sealed record ListSettings(int N, int[] Excluded, bool IsLogit);

/// <summary>Makes lists of many users in chunks: memory holds one chunk, whatever the number of users.</summary>
internal sealed class Predictor : IDisposable
{
    private const int ChunkUsers = 4096;

    private readonly TrainedModel _model;
    private readonly INetwork _network;

    public Predictor(TrainedModel model, IBackEnd backEnd, int batchSize)
    {
        _model = model;
        _network = backEnd.Load(new NetworkSetup(model.Definition, model.Weights, batchSize));
    }

    /// <summary>Lists of the users in order; calls <paramref name="take"/>(first row, lists) for every chunk.</summary>
    public void Lists(HandOffRows rows, ListSettings settings, Action<int, TopLists> take, CancellationToken stop)
    {
        ListRequest Request(int first, int end) => new(
            rows.Input.RowRange(first, end), rows.Seen.RowRange(first, end),
            settings.Excluded, _model.Order, settings.N, settings.IsLogit);
        ForEachChunk(rows, (first, end) => take(first, _network.Select(Request(first, end))), stop);
    }

    /// <summary>Activations of a hidden layer; calls <paramref name="take"/>(first row, [rows × units]) for every chunk.</summary>
    public void Hidden(HandOffRows rows, int layer, Action<int, float[]> take, CancellationToken stop) => ForEachChunk(rows, (first, end) =>
        take(first, _network.Hidden(rows.Input.RowRange(first, end), layer)), stop);

    public void Dispose() => _network.Dispose();

    private static void ForEachChunk(HandOffRows rows, Action<int, int> work, CancellationToken stop)
    {
        for (int first = 0; first < rows.Users.Length; first += ChunkUsers)
        {
            stop.ThrowIfCancellationRequested();
            work(first, Math.Min(first + ChunkUsers, rows.Users.Length));
        }
    }
}
