using RecPipeline.Evaluation;
using RecPipeline.Formats.Columns;
using RecPipeline.Jobs.Tables;

namespace RecPipeline.Jobs.Stages;

/// <summary>The metrics table as rows; it is small.</summary>
internal static class MetricsReading
{
    public static IReadOnlyList<MetricRow> Rows(Catalog catalog)
    {
        var table = catalog.Load("metrics");
        var (protocol, model, metric, slice) = (table.Strings("protocol"), table.Strings("model"), table.Strings("metric"),
            table.Strings("slice"));
        var (fold, cutoff, users, skipped) = (table.Array<int>("fold"), table.Array<int>("cutoff"), table.Array<long>("users"),
            table.Array<long>("users_skipped"));
        var (value, low, high) = (table.Array<double>("value"), OrNaN(table, "low"), OrNaN(table, "high"));
        return [.. Enumerable.Range(0, table.Rows).Select(i => new MetricRow(
            protocol.Text(i)!, fold[i], model.Text(i)!, metric.Text(i)!, cutoff[i], slice.Text(i)!, value[i], low[i], high[i], users[i],
                skipped[i]))];
    }

    private static double[] OrNaN(Tables.Table table, string name)
    {
        var column = (Column<double>)table.Batch[name];
        return [.. Enumerable.Range(0, column.Length).Select(i => column.IsNull(i) ? double.NaN : column.Values[i])];
    }
}
