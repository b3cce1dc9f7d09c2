using RecPipeline.Formats.Columns;
using RecPipeline.Formats.Parquet;
using RecPipeline.Jobs.Running;
using RecPipeline.Jobs.Tables;

namespace RecPipeline.Jobs.Stages.Autoencoder;

internal static class AutoencoderLocal
{
    public static void Run(StageContext context)
    {
        string[] fits = [.. TableNames.HandOffFits(context.Options)];
        var worker = new WorkerProcess(context);
        try
        {
            for (int i = 0; i < fits.Length; i++)
            {
                Fit(context, worker, fits[i]);
                context.Progress((i + 1.0) / fits.Length);
            }
        }
        catch (WorkerException error) when (context.Options.Autoencoder.OnFailure == "continue")
        {
            throw new StageLeftOutException(error.Message, error);
        }
        worker.RemoveWork();
    }

    private static void Fit(StageContext context, WorkerProcess worker, string fit)
    {
        string handOff = context.Run.Catalog.Folder($"interactions/{fit}"), lists = worker.Path(fit, "lists");
        string model = worker.Train(fit, handOff);
        worker.Predict(fit, handOff, model, lists);
        var draft = context.Draft($"autoencoder_top_n/{fit}", Schemas.AutoencoderTopN);
        foreach (var batch in ParquetFolder.Read(lists, FieldList.Of()))
            draft.Write(batch);
        draft.WriteFile("autoencoder.model", worker.Model(fit));
    }
}
