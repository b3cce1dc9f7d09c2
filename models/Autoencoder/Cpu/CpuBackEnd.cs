namespace RecPipeline.Models.Autoencoder.Cpu;

/// <summary>Networks on this machine's processor.</summary>
/// <param name="threads">How many threads work; never changes a result.</param>
/// <param name="isPlain">Outputs go one unit at a time in double precision: the slow twin of the vector kernels, for tests.</param>
public sealed class CpuBackEnd(int threads, bool isPlain = false) : IBackEnd
{
    public string Name => $"cpu, {threads} threads, {Kernels.KernelChoice.Chosen}";

    public INetwork Load(NetworkSetup setup)
    {
        ArgumentNullException.ThrowIfNull(setup);
        return new CpuNetwork(setup, threads, isPlain);
    }

    public void Dispose()
    {
    }
}
