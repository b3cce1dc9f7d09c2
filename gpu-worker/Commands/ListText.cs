using System.Text;
using RecPipeline.GpuWorker.Configuration;
using RecPipeline.GpuWorker.Dsstne;
using RecPipeline.GpuWorker.Prediction;
using RecPipeline.Models.Autoencoder;

namespace RecPipeline.GpuWorker.Commands;

/// <summary>DSSTNE's output: <c>sample TAB item,score:item,score:…:</c>. The file appears when it is whole.</summary>
internal static class ListText
{
    public static void Write(
        string path, RowSource source, Predictor predictor, ListSettings settings, ScoreFormat format, CancellationToken stop)
    {
        if (Directory.Exists(path))
            throw new ConfigurationException($"-s '{path}' is a folder; text goes into a file. Choose another name, or --format parquet.");
        string temporary = $"{path}.{Environment.ProcessId}.tmp";
        try
        {
            using (var writer = new StreamWriter(new DurableFileStream(temporary, FileMode.Create), new UTF8Encoding(false)))
                foreach (var part in source.Parts())
                    predictor.Lists(part.Rows, settings, (first, lists) => Write(writer, part, first, lists, source, format), stop);
            File.Move(temporary, path, overwrite: true);
        }
        finally
        {
            File.Delete(temporary);
        }
    }

    private static void Write(StreamWriter writer, RowPart part, int first, TopLists lists, RowSource source, ScoreFormat format)
    {
        for (int row = 0; row < lists.Offsets.Length - 1; row++)
        {
            writer.Write(part.Names(first + row));
            writer.Write('\t');
            for (int at = lists.Offsets[row]; at < lists.Offsets[row + 1]; at++)
                writer.Write($"{source.ItemName(lists.Items[at])},{format.Text(lists.Scores[at])}:");
            writer.Write('\n');
        }
    }
}
