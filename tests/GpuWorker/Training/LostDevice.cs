using RecPipeline.GpuWorker.OpenCl;
using RecPipeline.Models.Autoencoder;
using RecPipeline.Models.Autoencoder.Cpu;
using RecPipeline.Models.Matrices;

namespace RecPipeline.GpuWorker.Tests.Training;

/// <summary>The processor as a device whose driver answers an update with "the queue is gone".</summary>
internal sealed class LostDevice(long update) : IBackEnd
{
    private readonly CpuBackEnd _whole = new(threads: 2);

    public string Name => "a device that is lost";

    public INetwork Load(NetworkSetup setup) => new Network(_whole.Load(setup), update);

    public void Dispose() => _whole.Dispose();

    private sealed class Network(INetwork whole, long update) : INetwork
    {
        public void SetData(SparseMatrix rows) => whole.SetData(rows);

        public void Train(ReadOnlySpan<int> rows, in StepSettings step)
        {
            if (step.Update == update)
                throw new OpenClException("clEnqueueNDRangeKernel(update)", -36, "a card");
            whole.Train(rows, step);
        }

        public NetworkWeights Gradient(ReadOnlySpan<int> rows, in StepSettings step) => whole.Gradient(rows, step);

        public StepLoss TakeLoss(int leaving = 0) => whole.TakeLoss(leaving);

        public float[] Output(SparseMatrix rows, bool isLogit) => whole.Output(rows, isLogit);

        public float[] Hidden(SparseMatrix rows, int layer) => whole.Hidden(rows, layer);

        public TopLists Select(ListRequest request) => whole.Select(request);

        public void CopyTo(NetworkWeights weights, OptimizerState? state) => whole.CopyTo(weights, state);

        public void Dispose() => whole.Dispose();
    }
}
