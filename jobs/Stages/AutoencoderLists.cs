using RecPipeline.Jobs.Configuration;
using RecPipeline.Jobs.Running;
using RecPipeline.Models.Autoencoder;
using RecPipeline.Models.TopN;

namespace RecPipeline.Jobs.Stages;

/// <summary>The autoencoder's lists as the stages after it read them.</summary>
internal static class AutoencoderLists
{
    /// <summary>What of them enters the keys of those stages; nothing while it is off.</summary>
    public static (string Key, object Value)[] KeyOptions(PipelineOptions options) =>
        options.Autoencoder.Enabled ? [("autoencoderWeight", options.Autoencoder.Weight)] : [];

    // A worker that failed in this run leaves the lists of an earlier one behind.
    private static bool IsOfThisHandOff(Catalog catalog, string table, string handOff) =>
        catalog.FindContract(table) is { } contract && contract.Inputs.GetValueOrDefault(handOff) is { } content && content == catalog.FindContract(handOff)?.ContentHash;

    /// <summary>The lists of a fit, or null where the stage is off, was left out, or has made them from another hand-off.</summary>
    public static GivenLists? Find(StageContext context, string fit)
    {
        string table = $"autoencoder_top_n/{fit}";
        if (!context.Options.Autoencoder.Enabled || !IsOfThisHandOff(context.Run.Catalog, table, $"interactions/{fit}"))
            return null;
        var rows = context.Load(table);
        var (users, ranks, items, scores) = (rows.Array<int>("user_index"), rows.Array<int>("rank"), rows.Array<int>("item_index"), rows.Array<float>("score"));
        var offsets = new int[context.UserCount() + 1];
        foreach (int user in users)
            offsets[user + 1]++;
        for (int user = 0; user + 1 < offsets.Length; user++)
            offsets[user + 1] += offsets[user];
        var (listed, given) = (new int[items.Length], new float[items.Length]);
        for (int row = 0; row < users.Length; row++)
            (listed[offsets[users[row]] + ranks[row] - 1], given[offsets[users[row]] + ranks[row] - 1]) = (items[row], scores[row]);
        return new GivenLists(offsets, listed, given);
    }
}
