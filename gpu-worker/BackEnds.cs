using RecPipeline.GpuWorker.Configuration;
using RecPipeline.Models.Autoencoder;

namespace RecPipeline.GpuWorker;

/// <summary>The devices of this machine, by name.</summary>
internal static class BackEnds
{
    public const string ListWord = "list";

    /// <summary>Lines for a person: what <c>--device</c> takes and what it is.</summary>
    public static IEnumerable<string> Describe() => [$"cpu       {new CpuBackEnd(Environment.ProcessorCount).Name}"];

    /// <param name="device">cpu, or empty for the best one.</param>
    /// <param name="threads">Of the processor; 0 takes all cores.</param>
    public static IBackEnd Open(string device, int threads) => device is "" or "cpu"
        ? new CpuBackEnd(threads > 0 ? threads : Environment.ProcessorCount)
        : throw new ConfigurationException($"There is no device '{device}'. --device list shows those of this machine.");
}
