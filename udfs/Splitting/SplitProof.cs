using RecPipeline.Formats.Columns;
using RecPipeline.Models.Splitting;
using RecPipeline.Spark.Worker;

namespace RecPipeline.Udfs.Splitting;

/// <summary>Proves for each partition of whole users that no hidden row leaks, and counts its roles.</summary>
public static class SplitProof
{
    private static readonly RowRole[] AllRoles = Enum.GetValues<RowRole>();

    public static readonly FieldList Report = FieldList.Of(
        new("train", DataType.Int64), new("hidden", DataType.Int64), new("pairs", DataType.Int64), new("users", DataType.Int64),
        new("violations", DataType.Int64), new("first", DataType.Utf8), new("roles", DataType.List(DataType.Int64)),
        new("last_train", DataType.Int64, Nullable: true), new("first_hidden", DataType.Int64, Nullable: true));

    /// <summary>Takes rows of <see cref="SplitRows.Roles"/>; argument and broadcasts as there.</summary>
    public static IEnumerable<RecordBatch> Check(IEnumerable<RecordBatch> batches, TaskContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        if (SplitRows.Rows(batches, context) is not { } part)
            yield break;
        var roles = Array.ConvertAll(part.Batch.Values<int>("role").ToArray(), role => (RowRole)role);
        var proof = LeakageProof.Check(part.Rows, roles, Packed.FromJson<SplitTask>(context.Argument).Split);
        long[] counts = [.. AllRoles.Select(role => roles.LongCount(each => each == role))];
        yield return new RecordBatch(
            Report,
            One(proof.TrainRows),
            One(proof.HiddenRows),
            One(proof.PairsCompared),
            One(proof.UsersCompared),
            One(proof.Violations),
            StringColumns.Of([string.Join('\n', proof.FirstViolations)]),
            new ListColumn(DataType.List(DataType.Int64), new[] { 0, counts.Length }, new Column<long>(DataType.Int64, counts)),
            Maybe(proof.LastTrain),
            Maybe(proof.FirstHidden));
    }

    /// <summary>The reports of all partitions as one, and the rows of each role.</summary>
    public static (LeakageReport Proof, long[] Roles) Sum(string protocol, RecordBatch reports)
    {
        ArgumentNullException.ThrowIfNull(reports);
        var (first, lists) = ((StringColumn)reports["first"], (ListColumn)reports["roles"]);
        var counts = ((Column<long>)lists.Elements).Values;
        var roles = new long[AllRoles.Length];
        for (int part = 0; part < reports.RowCount; part++)
            for (int role = 0; role < roles.Length; role++)
                roles[role] += counts[lists.Offsets[part] + role];
        var findings = Enumerable.Range(0, reports.RowCount)
            .SelectMany(part => first.Text(part)!.Split('\n', StringSplitOptions.RemoveEmptyEntries));
        long Of(string name) => Total(reports, name);
        var proof = new LeakageReport(protocol, Of("train"), Of("hidden"), Of("pairs"), Of("users"), Of("violations"), [.. findings]);
        return (proof.WithTimes((Times(reports, "last_train").Max(), Times(reports, "first_hidden").Min())), roles);
    }

    private static IEnumerable<long?> Times(RecordBatch reports, string name)
    {
        var column = (Column<long>)reports[name];
        return Enumerable.Range(0, reports.RowCount).Select(part => column.IsNull(part) ? (long?)null : column.Values[part]);
    }

    private static Column<long> Maybe(long? value) =>
        new(DataType.Int64, new[] { value ?? 0 }, value is null ? new byte[1] : default);

    private static Column<long> One(long value) => new(DataType.Int64, new[] { value });

    private static long Total(RecordBatch reports, string name)
    {
        long total = 0;
        foreach (long value in reports.Values<long>(name))
            total += value;
        return total;
    }
}
