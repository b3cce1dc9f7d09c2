using RecPipeline.GpuWorker.Configuration;
using RecPipeline.GpuWorker.HandOff;
using RecPipeline.Models.Autoencoder;
using RecPipeline.Models.TopN;

namespace RecPipeline.GpuWorker.ModelFiles;

/// <summary>A model that has been read: ready to predict.</summary>
/// <param name="Config">The network file it was trained with.</param>
/// <param name="Order">Order of lists at ties: popularity in training, then item.</param>
internal sealed record TrainedModel(
    ModelHeader Header, NetworkConfig Config, NetworkDefinition Definition, NetworkWeights Weights, ListOrder Order, string Path)
{
    public static TrainedModel Load(string path)
    {
        var (header, arrays) = ModelFile.Read(path);
        var config = ConfigReader.Parse(header.Network, $"the network in '{path}'");
        var definition = config.Definition(header.ItemCount);
        var weights = NetworkWeights.Zero(definition);
        if (!arrays.Select(array => array.Length).SequenceEqual(weights.Arrays.Select(array => array.Length).Prepend(header.ItemCount)))
            throw new ConfigurationException(
                $"'{path}' holds arrays of {string.Join(", ", arrays.Select(array => array.Length))} numbers, which is not its network. "
                    + "Copy it again, or train again.");
        foreach (var (from, to) in arrays.Skip(1).Zip(weights.Arrays))
            from.CopyTo(to, 0);
        return new TrainedModel(header, config, definition, weights, new ListOrder(Array.ConvertAll(arrays[0], rank => (int)rank)), path);
    }

    /// <exception cref="ConfigurationException">The hand-off's items are not the model's.</exception>
    public void CheckServes(Manifest manifest, string folder)
    {
        string path = System.IO.Path.Combine(folder, Manifest.FileName);
        if (manifest.ItemCount != Header.ItemCount)
            throw Manifest.Mismatch(path, "item_count", manifest.ItemCount, $"{Header.ItemCount}, as in the model '{Path}'");
        if (manifest.ItemDictionaryHash != Header.ItemDictionaryHash)
            throw Manifest.Mismatch(
                path, "item_dictionary_hash", manifest.ItemDictionaryHash, $"{Header.ItemDictionaryHash}, as in the model '{Path}'");
    }
}
