using RecPipeline.GpuWorker.Configuration;
using RecPipeline.GpuWorker.HandOff;

namespace RecPipeline.GpuWorker.Commands;

/// <summary>Checks that the data sets are those that the network names.</summary>
internal static class DataSets
{
    /// <param name="config">The network file.</param>
    /// <param name="input">What -i names.</param>
    /// <param name="outputFolder">What -o names; empty for none.</param>
    public static void Check(NetworkConfig config, HandOffReader input, string outputFolder)
    {
        CheckName(config, 0, input);
        if (config.Template.UsesValues && input.Manifest.ValueKind == "indicator")
            throw new ConfigurationException(
                $"The network reads values (\"Values\": \"analog\"), but '{input.Folder}' was written with -t indicator. "
                    + "Write it with -t analog.");
        if (outputFolder.Length == 0)
            return;
        var output = new HandOffReader(outputFolder);
        CheckName(config, 1, output);
        CheckSame(input, output);
    }

    private static void CheckName(NetworkConfig config, int at, HandOffReader handOff)
    {
        string name = config.DataSets[at];
        if (name.Length > 0 && handOff.Manifest.DataSet is { } found && found != name)
            throw new ConfigurationException(
                $"The {(at == 0 ? "input" : "output")} layer's DataSet is '{name}', but '{handOff.Folder}' holds '{found}'. "
                    + "Give the right folder, or correct DataSet.");
    }

    // The targets of an autoencoder are its input; DSSTNE attaches two sets by row number and only compares their counts.
    private static void CheckSame(HandOffReader input, HandOffReader output)
    {
        var (a, b) = (input.Manifest, output.Manifest);
        if (a.ItemDictionaryHash != b.ItemDictionaryHash
            || !a.Files.Select(file => file.ContentHash).SequenceEqual(b.Files.Select(file => file.ContentHash)))
            throw new ConfigurationException(
                $"'{input.Folder}' and '{output.Folder}' hold different rows or items. "
                    + "An autoencoder's targets are its input: write both from one text, with one sample index.");
    }
}
