using System.Text.Json.Nodes;
using RecPipeline.Jobs.Tables;
using RecPipeline.Models;

namespace RecPipeline.Jobs.Tuning;

/// <summary>The settings that a search found, as <c>--conf</c> takes them.</summary>
internal static class TunedFile
{
    public const string Path = "tune/tuned.json";

    /// <param name="catalog">Of the output.</param>
    /// <param name="best">The best trial of each model.</param>
    public static void Write(Catalog catalog, IEnumerable<Trial> best) => catalog.Store.Replace(Path, IndentedJson.Bytes(new JsonObject
    {
        ["models"] = new JsonObject(best.Select(trial => KeyValuePair.Create(trial.Model, (JsonNode?)Settings(trial)))),
    }));

    // A model that tunes itself would go on from there.
    private static JsonNode Settings(Trial trial)
    {
        var settings = trial.Options.DeepClone();
        if (ModelCatalogue.Named(trial.Model) is var model && model.TunesItself(model.Defaults))
            settings["auto"] = false;
        return settings;
    }
}
