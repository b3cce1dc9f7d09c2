using RecPipeline.Formats.Columns;
using RecPipeline.Spark.Worker;

namespace WordCount;

/// <summary>What runs inside the executors: named static methods over Arrow batches.</summary>
public static class Words
{
    public static readonly FieldList Schema = FieldList.Of(new Field("word", DataType.Utf8));

    /// <summary>One row per word, in lower case, of the text column <c>value</c>.</summary>
    public static IEnumerable<RecordBatch> Split(IEnumerable<RecordBatch> batches, TaskContext context)
    {
        foreach (var batch in batches)
        {
            var lines = (StringColumn)batch["value"];
            string[] words = [.. Enumerable.Range(0, batch.RowCount).SelectMany(row => WordsOf(lines.Text(row) ?? ""))];
            yield return new RecordBatch(Schema, StringColumns.Of(words));
        }
    }

    private static IEnumerable<string> WordsOf(string line)
    {
        int start = -1;
        for (int i = 0; i <= line.Length; i++)
        {
            bool isLetter = i < line.Length && char.IsLetter(line[i]);
            if (isLetter && start < 0)
                start = i;
            if (isLetter || start < 0)
                continue;
            yield return line[start..i].ToLowerInvariant();
            start = -1;
        }
    }
}
