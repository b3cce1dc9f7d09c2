using RecPipeline.Jobs.Configuration;
using System.Text.Json.Nodes;
using RecPipeline.Formats.Columns;
using RecPipeline.Formats.Parquet;
using RecPipeline.Jobs.Running;
using RecPipeline.Jobs.Stages.TopN;
using RecPipeline.Jobs.Tables;

namespace RecPipeline.Jobs.Stages.Autoencoder;

internal static class AutoencoderLocal
{
    private const string ModelFile = "autoencoder.model";
    private const string TrainingKeys = "training";

    public static void Run(StageContext context)
    {
        NetworkFit[] fits = [.. TableNames.HandOffFits(context.Options).Select(name => NetworkFit.Of(context, name))];
        var worker = new WorkerProcess(context);
        try
        {
            for (int i = 0; i < fits.Length; i++)
            {
                Fit(context, worker, fits[i]);
                context.Progress((i + 1.0) / fits.Length);
            }
        }
        catch (WorkerException error) when (context.Options.Worker().OnFailure == "continue")
        {
            throw new StageLeftOutException(error.Message, error);
        }
        context.Properties[TrainingKeys] = new JsonObject(
            fits.Select(fit => KeyValuePair.Create(fit.Name, (JsonNode?)JsonValue.Create(fit.TrainingKey))));
        foreach (var fit in fits)
            worker.RemoveWork(fit);
    }

    private static void Fit(StageContext context, WorkerProcess worker, NetworkFit fit)
    {
        if (!TakeTrained(context, fit, worker.Model(fit)))
            worker.Train(fit);
        string lists = worker.Predict(fit, fit.IsFinal ? Excluded(context) : []);
        var draft = context.Draft(fit.Lists, Schemas.AutoencoderTopN);
        foreach (var batch in ParquetFolder.Read(lists))
            draft.Write(batch);
        draft.CopyFile(ModelFile, worker.Model(fit));
    }

    // A new deny list or another length of lists needs no training: the model beside the lists of the last run serves, unless what it was
    // trained from has changed.
    private static bool TakeTrained(StageContext context, NetworkFit fit, string model) =>
        !context.IsForced
        && context.Run.Catalog.FindContract(fit.Lists) is { } contract
        && (string?)contract.Properties[TrainingKeys]?[fit.Name] == fit.TrainingKey
        && context.Run.Catalog.CopyOut(fit.Lists, ModelFile, model);

    private static int[] Excluded(StageContext context) => context.Options.TopN is { Deny: "", Allow: "" }
        ? []
        : ItemLists.OfItems(context.Options.TopN, context.Run.Catalog.ItemIds()).Excluded;
}
