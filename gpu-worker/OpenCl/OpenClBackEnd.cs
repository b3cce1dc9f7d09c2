using RecPipeline.Models.Autoencoder;

namespace RecPipeline.GpuWorker.OpenCl;

/// <summary>Networks on an OpenCL device; products by CLBlast where the machine has it.</summary>
internal sealed class OpenClBackEnd : IBackEnd
{
    private readonly int _index;
    private readonly OpenClDevice _device;
    private readonly DeviceProduct _product;

    /// <param name="index">Which device, in the loader's order.</param>
    /// <param name="usesClBlast">False takes the kernel of this program in any case, for tests.</param>
    public OpenClBackEnd(int index, bool usesClBlast = true)
    {
        (_index, _device) = (index, new OpenClDevice(OpenClLibrary.Load(), index));
        _product = new DeviceProduct(_device, usesClBlast ? ClBlast.TryLoad() : null);
    }

    public string Name => $"opencl:{_index}, {_device.Name}{_product.Name}";

    public INetwork Load(NetworkSetup setup) => new OpenClNetwork(_device, _product, setup);

    public void Dispose() => _device.Dispose();
}
