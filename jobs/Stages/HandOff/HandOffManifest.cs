using System.Text.Json.Nodes;
using RecPipeline.Jobs.Running;
using RecPipeline.Jobs.Tables;

namespace RecPipeline.Jobs.Stages.HandOff;

/// <summary>What the worker checks a hand-off against: <c>manifest.json</c>.</summary>
internal sealed class HandOffManifest(StageContext context, string protocol, int fold)
{
    private readonly JsonArray _files = [];

    public void Add(string folder, string role, PartFacts facts) => _files.Add(facts.ToJson(folder, role));

    public void WriteTo(TableDraft draft) => draft.WriteFile("manifest.json", IndentedJson.Bytes(new JsonObject
    {
        ["format_version"] = HandOffStage.FormatVersion,
        ["protocol"] = protocol,
        ["fold"] = fold,
        ["input_rule"] = context.Options.HandOff.InputRule,
        ["liked_threshold"] = context.Options.LikedThreshold,
        ["item_count"] = context.ItemCount(),
        ["item_dictionary_hash"] = context.Contract("items").ContentHash,
        ["item_universe"] = "every row of items",
        ["files"] = _files,
    }));
}
