using System.Globalization;
using RecPipeline.GpuWorker.Configuration;
using RecPipeline.GpuWorker.OpenCl;
using RecPipeline.Models.Autoencoder;
using RecPipeline.Models.Autoencoder.Cpu;

namespace RecPipeline.GpuWorker.Commands;

/// <summary>The devices of this machine, by name.</summary>
internal static class BackEnds
{
    public const string ListWord = "list";

    /// <summary>Lines for a person: what <c>--device</c> takes and what it is.</summary>
    public static IEnumerable<string> Describe()
    {
        yield return $"cpu       {new CpuBackEnd(Environment.ProcessorCount).Name}";
        if (OpenClLibrary.TryLoad() is not { } library)
            yield break;
        foreach (var (device, index) in library.Devices().Select((device, index) => (device, index)))
            yield return $"opencl:{index}  {OpenClDevice.NameOf(library, device)}";
    }

    /// <summary><c>--device list</c>.</summary>
    public static int Print()
    {
        foreach (string line in Describe())
            Console.Out.WriteLine(line);
        return ExitCode.Done;
    }

    /// <param name="device">cpu, opencl, opencl:N, or auto (also empty):
    /// the processor, since that a device is there does not say that it is faster (docs/decisions/0070).</param>
    /// <param name="threads">Of the processor; 0 takes all cores.</param>
    /// <exception cref="ConfigurationException">There is no such device.</exception>
    public static IBackEnd Open(string device, int threads) => device switch
    {
        "" or "auto" or "cpu" => new CpuBackEnd(threads > 0 ? threads : Environment.ProcessorCount),
        "opencl" => new OpenClBackEnd(0),
        _ when device.StartsWith("opencl:", StringComparison.Ordinal)
            && int.TryParse(device.AsSpan(7), NumberStyles.None, CultureInfo.InvariantCulture, out int index) => new OpenClBackEnd(index),
        _ => throw new ConfigurationException($"There is no device '{device}'. --device list shows those of this machine."),
    };
}
