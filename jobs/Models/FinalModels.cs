using RecPipeline.Jobs.Configuration;
using RecPipeline.Jobs.Running;
using RecPipeline.Jobs.Tables;
using RecPipeline.Models.Autoencoder;
using RecPipeline.Models.Contract;

namespace RecPipeline.Jobs.Models;

/// <summary>The models that were fitted on all ratings, from their tables.</summary>
internal static class FinalModels
{
    /// <summary>
    /// Those that make the lists of the run, popularity first. A model whose worker made nothing in this run is left out, with a warning.
    /// </summary>
    public static IReadOnlyList<FittedModel> Read(StageContext context)
    {
        var fitted = new List<FittedModel>();
        foreach (var model in context.Options.ForPublishedLists())
        {
            if (!model.Model.IsFittedApart)
                fitted.Add(new FittedModel(model.Model, model.Options, StateTables.Read(context, model.Model)));
            else if (Given(context, model, TableNames.FinalFit) is { } given)
                fitted.Add(given);
            else
                context.Warn(
                    $"{model.Name} made no lists in this run; it is left out of the blend, "
                    + $"and 'top_n/{model.Name}' has no rows.");
        }
        return fitted;
    }

    /// <summary>Models that were fitted apart, for a fit by the name of its hand-off.</summary>
    public static IReadOnlyList<FittedModel> Given(StageContext context, string fit) =>
        [.. context.Options.ForLists().Where(model => model.Model.IsFittedApart).Select(model => Given(context, model, fit))
            .OfType<FittedModel>()];

    // Null where the worker was left out, failed, or has made its lists from another hand-off.
    private static FittedModel? Given(StageContext context, ChosenModel model, string fit)
    {
        string table = $"autoencoder_top_n/{fit}";
        if (!IsOfThisHandOff(context.Run.Catalog, table, $"interactions/{fit}"))
            return null;
        var state = new ModelState(StateTables.Read(AutoencoderModel.ListTable, context.Load(table).Batch, context.UserCount()));
        return new FittedModel(model.Model, model.Options, state);
    }

    // A worker that failed in this run leaves the lists of an earlier one behind.
    private static bool IsOfThisHandOff(Catalog catalog, string table, string handOff) =>
        catalog.FindContract(table) is { } contract && contract.Inputs.GetValueOrDefault(handOff) is { } content
            && content == catalog.FindContract(handOff)?.ContentHash;
}
