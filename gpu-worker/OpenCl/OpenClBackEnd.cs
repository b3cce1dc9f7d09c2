using RecPipeline.Models.Autoencoder;

namespace RecPipeline.GpuWorker.OpenCl;

/// <summary>Networks on an OpenCL device.</summary>
/// <param name="index">Which device, in the loader's order.</param>
internal sealed class OpenClBackEnd(int index) : IBackEnd
{
    private readonly OpenClDevice _device = new(OpenClLibrary.Load(), index);

    public string Name => $"opencl:{index}, {_device.Name}";

    public INetwork Load(NetworkSetup setup) => new OpenClNetwork(_device, setup);

    public void Dispose() => _device.Dispose();
}
