using RecPipeline.Models.Autoencoder;

namespace RecPipeline.GpuWorker.OpenCl;

// Losses come after their step, while later ones are under way.
internal sealed partial class OpenClNetwork
{
    private const int MaxPending = 64;

    private readonly Queue<PendingRead<float>> _pending = [];
    private StepLoss _loss;

    public StepLoss TakeLoss(int leaving = 0)
    {
        Settle(leaving);
        var loss = _loss;
        _loss = default;
        return loss;
    }

    // _losses: one of each row, then one of each hidden layer.
    private void FetchLosses()
    {
        _pending.Enqueue(_device.Fetch<float>(_losses, _rows + _last));
        Settle(MaxPending);
    }

    private void Settle(int leaving)
    {
        while (_pending.Count > leaving)
        {
            double[] losses = Array.ConvertAll(_pending.Dequeue().Wait(), each => (double)each);
            _loss = _loss.Plus(new StepLoss(losses[.._rows].Sum(), losses[_rows..].Sum()));
        }
    }
}
