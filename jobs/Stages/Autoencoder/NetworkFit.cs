using RecPipeline.Jobs.Configuration;
using RecPipeline.Jobs.Inputs;
using RecPipeline.Jobs.Running;
using RecPipeline.Jobs.Tables;

namespace RecPipeline.Jobs.Stages.Autoencoder;

/// <summary>One network of the stage, trained on one hand-off.</summary>
/// <param name="Name">The hand-off's: <c>final</c>, or protocol and fold.</param>
/// <param name="TrainingKey">Identity of what training reads: network file, seed, rows and items. What lists are to be like is not in
/// it.</param>
internal sealed record NetworkFit(string Name, string TrainingKey)
{
    // Raised whenever the same input trains another network.
    private const int TrainingVersion = 1;

    public string HandOff => $"interactions/{Name}";

    public string Lists => $"autoencoder_top_n/{Name}";

    /// <summary>
    /// People get these lists, so items that nobody may get are masked. Lists of a fold are measured, where every model chooses among the
    /// same items.
    /// </summary>
    public bool IsFinal => Name == TableNames.FinalFit;

    public static NetworkFit Of(StageContext context, string name)
    {
        string config = context.Options.Worker().Config;
        var inputs = new Dictionary<string, string>
        {
            ["rows"] = context.Contract($"interactions/{name}").ContentHash, ["items"] = context.Contract("items").ContentHash,
            [config] = RawFile.Identity(config),
        };
        return new NetworkFit(name, TableKey.Of("training", TrainingVersion, new() { ["seed"] = context.Options.Seed }, inputs));
    }
}
