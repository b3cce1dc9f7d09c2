using RecPipeline.GpuWorker.Configuration;
using RecPipeline.GpuWorker.Dsstne;
using RecPipeline.GpuWorker.HandOff;
using RecPipeline.Models;
using RecPipeline.Models.Matrices;

namespace RecPipeline.GpuWorker.Commands;

/// <summary><c>generateNetCDF</c>: DSSTNE's text becomes a hand-off under the name of <c>-o</c>.</summary>
internal static class GenerateCommand
{
    public static int Run(GenerateOptions options)
    {
        Required.Check(
            "generateNetCDF", ("-d", options.DataSet), ("-i", options.Input), ("-o", options.Output), ("-f", options.FeatureIndex),
            ("-s", options.SampleIndex));
        if (options.Type is not ("indicator" or "analog"))
            throw new ConfigurationException($"-t is '{options.Type}'; it must be indicator or analog.");
        if (options.Create && options.Merge)
            throw new ConfigurationException("-c and -m exclude each other: make a new index of items, or add to one.");
        var items = options.Create ? new LabelIndex() : LabelIndex.Load(options.FeatureIndex);
        var samples = File.Exists(options.SampleIndex) ? LabelIndex.Load(options.SampleIndex) : new LabelIndex();
        var (users, rows, unknown) = Read(options, items, samples);
        HandOffWriter.Write(options.Output, Manifest(options, items), users, rows);
        if (options.Create || options.Merge)
            items.Save(options.FeatureIndex);
        samples.Save(options.SampleIndex);
        string leftOut = unknown > 0 ? $"; {unknown:N0} entries of unknown items left out" : "";
        Console.Out.WriteLine($"{rows.Rows:N0} samples, {rows.Count:N0} entries of {items.Count:N0} items: {options.Output}{leftOut}");
        return ExitCode.Done;
    }

    private static (int[] Users, SparseMatrix Rows, int Unknown) Read(GenerateOptions options, LabelIndex items, LabelIndex samples)
    {
        bool adds = options.Create || options.Merge;
        var rows = new SortedDictionary<int, (int[] Items, float[] Values)>();
        int unknown = 0;
        foreach (var row in TextRows.Read(options.Input, options.Type == "analog"))
        {
            var entries = row.Entries.Select(entry => (Item: adds ? items.FindOrAdd(entry.Label) : items.Find(entry.Label), entry.Value))
                .ToArray();
            unknown += entries.Count(entry => entry.Item is null);
            var known = entries.Where(entry => entry.Item is not null).OrderBy(entry => entry.Item).ToArray();
            rows[samples.FindOrAdd(row.Sample)] = ([.. known.Select(entry => entry.Item!.Value)], [.. known.Select(entry => entry.Value)]);
        }
        if (items.Count == 0)
            throw new ConfigurationException($"'{options.Input}' has no items.");
        return (
            [.. rows.Keys],
            TextHandOff.Matrix(items.Count, [.. rows.Values.Select(row => row.Items)], [.. rows.Values.Select(row => row.Values)]),
            unknown);
    }

    private static Manifest Manifest(GenerateOptions options, LabelIndex items) => new()
    {
        FormatVersion = HandOff.Manifest.KnownVersion, Protocol = "dsstne", Fold = 0,
        InputRule = "all", ItemCount = items.Count, ItemDictionaryHash = items.Hash,
        ItemUniverse = "every item of the index file", DataSet = options.DataSet, ValueKind = options.Type, Files = [],
    };
}
