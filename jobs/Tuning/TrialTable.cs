using System.Text.Json;
using System.Text.Json.Nodes;
using RecPipeline.Jobs.Tables;

namespace RecPipeline.Jobs.Tuning;

/// <summary>
/// The table of trials, <c>tune/trials.json</c> of the output: it stands on the disk after each trial, and a search that finds its trials
/// there does not make them again.
/// </summary>
internal sealed class TrialTable
{
    public const string Path = "tune/trials.json";

    private readonly Catalog _catalog;
    private readonly IReadOnlyDictionary<string, string> _keys;
    private readonly List<Trial> _earlier = [], _rows = [];

    /// <param name="catalog">Of the output.</param>
    /// <param name="keys">By model: what its trials stand on. Trials of another key are of other data or settings, and are left.</param>
    /// <exception cref="InvalidDataException">The file is no table of trials.</exception>
    public TrialTable(Catalog catalog, IReadOnlyDictionary<string, string> keys)
    {
        (_catalog, _keys) = (catalog, keys);
        if (!catalog.Store.List("tune").Contains("trials.json"))
            return;
        try
        {
            Read();
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            throw new InvalidDataException(
                $"'{catalog.Store.Describe(Path)}' is no table of trials: {error.Message} Remove it; its trials are then made again.",
                error);
        }
    }

    /// <summary>The trial as an earlier search left it, or null.</summary>
    public Trial? Find(string model, int number, int trainingUsers) =>
        _earlier.Find(trial => (trial.Model, trial.Number, trial.TrainingUsers) == (model, number, trainingUsers));

    public void Add(Trial trial)
    {
        _earlier.RemoveAll(each => (each.Model, each.Number, each.TrainingUsers) == (trial.Model, trial.Number, trial.TrainingUsers));
        _rows.Add(trial);
        Write();
    }

    /// <summary>The search of a model is done: what it did not come by, such as trials of a longer one, is dropped.</summary>
    public void Close(string model)
    {
        _earlier.RemoveAll(each => each.Model == model);
        Write();
    }

    private void Read()
    {
        using var stream = _catalog.Store.Open(Path);
        var json = JsonNode.Parse(stream);
        _earlier.AddRange((json?["trials"] as JsonArray ?? []).Select(Trial.Parse)
            .Where(trial => (string?)json!["keys"]?[trial.Model] is { } key && key == _keys.GetValueOrDefault(trial.Model)));
    }

    private void Write()
    {
        Trial[] all = [.. _rows, .. _earlier];
        _catalog.Store.Replace(Path, IndentedJson.Bytes(new JsonObject
        {
            ["keys"] = new JsonObject(all.Select(trial => trial.Model).Distinct()
                .Select(model => KeyValuePair.Create(model, (JsonNode?)JsonValue.Create(_keys[model])))),
            ["trials"] = new JsonArray([.. all.Select(trial => trial.ToJson())]),
        }));
    }
}
