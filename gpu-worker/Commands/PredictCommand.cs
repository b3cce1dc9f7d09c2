using System.Text.Json;
using RecPipeline.GpuWorker.Configuration;
using RecPipeline.GpuWorker.Dsstne;
using RecPipeline.GpuWorker.HandOff;
using RecPipeline.GpuWorker.ModelFiles;
using RecPipeline.GpuWorker.Prediction;

namespace RecPipeline.GpuWorker.Commands;

/// <summary><c>predict</c>: lists of DSSTNE's text rows, or of a hand-off.</summary>
internal static class PredictCommand
{
    public static int Run(PredictOptions options)
    {
        if (options.Device == BackEnds.ListWord)
            return BackEnds.Print();
        Required.Check("predict", ("-n", options.Network), ("-r", options.Rows), ("-s", options.Recommendations));
        using var stop = new StopSignals();
        try
        {
            Predict(options, stop.Token);
            return ExitCode.Done;
        }
        catch (OperationCanceledException) when (stop.ExitCode is { } code)
        {
            Console.Error.WriteLine("Stopped by a signal; nothing was left behind.");
            return code;
        }
    }

    private static void Predict(PredictOptions options, CancellationToken stop)
    {
        Check(options);
        var model = TrainedModel.Load(options.Network);
        CheckDataSet(options, model);
        using var backEnd = BackEnds.Open(options.Device, options.Threads);
        using var predictor = new Predictor(model, backEnd, options.BatchSize);
        var source = new RowSource(options, model);
        bool isText = options.Format == "text" || (options.Format.Length == 0 && source.IsText);
        var settings = new ListSettings(
            options.N, source.Denied(options.Deny), options.Scores.Length > 0 ? options.Scores == "logit" : !isText);
        if (isText)
            ListText.Write(options.Recommendations, source, predictor, settings, new ScoreFormat(options.Precision), stop);
        else
            WriteFolder(options.Recommendations, source, model, (part, folder) => Lists(part, folder, predictor, settings, stop));
        if (options.Embeddings.Length > 0)
            WriteFolder(options.Embeddings, source, model, (part, folder) => Hidden(part, folder, predictor, model, options.Layer, stop));
        Console.Out.WriteLine($"{source.Users:N0} users on {backEnd.Name}: {options.Recommendations}");
    }

    private static void Check(PredictOptions options)
    {
        if (options.N < 1 || options.BatchSize < 1)
            throw new ConfigurationException("-k and -b must be at least 1.");
        if (options.Format is not ("" or "text" or "parquet"))
            throw new ConfigurationException($"--format is '{options.Format}'; it must be text or parquet.");
        if (options.Scores is not ("" or "output" or "logit"))
            throw new ConfigurationException($"--scores is '{options.Scores}'; it must be output or logit.");
    }

    private static void CheckDataSet(PredictOptions options, TrainedModel model)
    {
        string trained = model.Config.DataSets[0], asked = options.DataSet + "_input";
        if (options.DataSet.Length > 0 && trained.Length > 0 && asked != trained)
            throw new ConfigurationException(
                $"-d {options.DataSet} stands for the data set '{asked}', but the network's input is '{trained}'. "
                    + "Correct -d, or choose another -n.");
    }

    private static void WriteFolder(string folder, RowSource source, TrainedModel model, Action<RowPart, string> write) =>
        WholeFolder.Write(folder, ListTable.Mark, temporary =>
        {
            foreach (var part in source.Parts())
                write(part, temporary);
            var mark = new { model.Header.RunKey, model.Header.ItemDictionaryHash, model.Header.BestEpoch };
            File.WriteAllBytes(Path.Combine(temporary, ListTable.Mark), JsonSerializer.SerializeToUtf8Bytes(mark, Manifest.Json));
        });

    private static void Lists(RowPart part, string folder, Predictor predictor, ListSettings settings, CancellationToken stop)
    {
        using var table = new ListTable(folder, part.Partition, ListTable.Lists);
        predictor.Lists(
            part.Rows, settings, (first, lists) => table.Write(part.Rows.Users.AsSpan(first, lists.Offsets.Length - 1), lists), stop);
        table.Close();
    }

    private static void Hidden(RowPart part, string folder, Predictor predictor, TrainedModel model, string name, CancellationToken stop)
    {
        var layers = model.Definition.Layers.SkipLast(1).ToList();
        int layer = name.Length == 0 ? layers.Count - 1 : layers.FindIndex(each => each.Name == name);
        if (layer < 0)
            throw new ConfigurationException(
                $"There is no hidden layer '{name}'; the network has {string.Join(", ", layers.Select(each => each.Name))}.");
        using var table = new ListTable(folder, part.Partition, ListTable.Embeddings);
        predictor.Hidden(
            part.Rows, layer, (first, values) => table.Write(part.Rows.Users.AsSpan(first, values.Length / layers[layer].Units), values),
            stop);
        table.Close();
    }
}
