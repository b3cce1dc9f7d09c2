using RecPipeline.Evaluation;
using RecPipeline.Formats.Columns;
using RecPipeline.Jobs.Tables;

namespace RecPipeline.Jobs.Stages.Evaluate;

/// <summary>Metric rows as the table <c>metrics</c>. A metric nobody takes part in has no value and so no row.</summary>
internal static class MetricsBatch
{
    public static RecordBatch Of(IEnumerable<MetricRow> rows)
    {
        MetricRow[] kept = [.. rows.Where(row => double.IsFinite(row.Value))];
        return new RecordBatch(
            Schemas.Metrics,
            StringColumns.Of([.. kept.Select(row => row.Protocol)]),
            Columns.Int32([.. kept.Select(row => row.Fold)]),
            StringColumns.Of([.. kept.Select(row => row.Model)]),
            StringColumns.Of([.. kept.Select(row => row.Metric)]),
            Columns.Int32([.. kept.Select(row => row.Cutoff)]),
            StringColumns.Of([.. kept.Select(row => row.Slice)]),
            Columns.Float64([.. kept.Select(row => row.Value)]),
            Columns.NullableFloat64([.. kept.Select(row => row.Low)]),
            Columns.NullableFloat64([.. kept.Select(row => row.High)]),
            Columns.Int64([.. kept.Select(row => row.Users)]),
            Columns.Int64([.. kept.Select(row => row.UsersSkipped)]));
    }
}
