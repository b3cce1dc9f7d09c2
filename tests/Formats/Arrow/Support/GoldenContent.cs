using System.Text.Json;
using RecPipeline.Formats.Columns;

namespace RecPipeline.Formats.Tests.Arrow.Support;

/// <summary>Compares a whole stream with a .json file of the golden form.</summary>
internal static class GoldenContent
{
    public static void AssertHolds(JsonElement expected, ArrowContent content)
    {
        Assert.Equal(
            expected.GetProperty("columns").EnumerateArray().Select(column => $"{column.GetProperty("name")}: {column.GetProperty("type")} {column.GetProperty("nullable")}"),
            content.Schema.Select(field => $"{field.Name}: {GoldenType.Name(field.Type)} {field.Nullable}"));
        AssertRows(expected, content.Batches);
    }

    public static void AssertRows(JsonElement expected, IReadOnlyList<RecordBatch> batches)
    {
        var rows = expected.GetProperty("rows").EnumerateArray().ToArray();
        int at = 0;
        foreach (var batch in batches)
        {
            for (int row = 0; row < batch.RowCount; row++)
                AssertRow(batch, row, rows[at++]);
        }
        Assert.Equal(rows.Length, at);
    }

    private static void AssertRow(RecordBatch batch, int row, JsonElement expected)
    {
        Assert.Equal(batch.Columns.Count, expected.GetArrayLength());
        for (int i = 0; i < batch.Columns.Count; i++)
            Assert.True(GoldenValue.Equals(batch.Columns[i], row, expected[i]), $"row {row}, column {batch.Schema[i].Name}: expected {expected[i].GetRawText()}");
    }
}
