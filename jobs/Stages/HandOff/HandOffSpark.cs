using RecPipeline.Formats.Columns;
using RecPipeline.Formats.Hashing;
using RecPipeline.Formats.Parquet;
using RecPipeline.Jobs.Running;
using RecPipeline.Jobs.Stages.Split;
using RecPipeline.Jobs.Tables;
using RecPipeline.Models.Splitting;
using RecPipeline.Spark.Sql;
using RecPipeline.Udfs;
using static RecPipeline.Spark.Sql.Functions;

namespace RecPipeline.Jobs.Stages.HandOff;

/// <summary>
/// Hand-off on Spark: one exchange brings each user's rows together, a task groups them by role, a second exchange brings parts together,
/// and Spark writes a file of each.
/// </summary>
/// <remarks>The driver holds the user_index of every row that is written, to cut roles into parts of equal size; never a row.</remarks>
internal static class HandOffSpark
{
    public static void Run(StageContext context)
    {
        WriteWhole(context, "ratings", TableNames.FinalFit, protocol: TableNames.FinalFit, fold: 0);
        foreach (var fold in TableNames.HandOffFolds(context.Options))
            if (fold.HasHeldOutUsers)
                Write(context, fold.Folder, fold.Protocol, fold.Fold, RowsOf(context, fold), isWhole: false);
            else
                WriteWhole(context, fold.Train, fold.Folder, fold.Protocol, fold.Fold);
    }

    private static void WriteWhole(StageContext context, string table, string fit, string protocol, int fold)
    {
        using var split = new SplitSpark(context, table);
        using var assigned = split.Assign(HandOffLocal.ValidationProtocol(context.Options), fold: 0);
        Write(context, fit, protocol, fold, assigned.Rows, isWhole: true);
    }

    // Whole users, sorted, with their roles.
    private static DataFrame RowsOf(StageContext context, FoldName fold)
    {
        DataFrame Rows(string table, RowRole role) =>
            context.Frame(table).Select(Col("user_index"), Col("item_index"), Col("rating"), Lit((int)role).Alias("role"));
        return context.ByUser(Rows(fold.Train, RowRole.Train).Union(Rows(fold.FoldIn, RowRole.FoldIn))
            .Union(Rows(fold.ValidationTest, RowRole.ValidationTest)).Union(Rows(fold.ValidationFoldIn, RowRole.ValidationFoldIn)));
    }

    private static void Write(StageContext context, string fit, string protocol, int fold, DataFrame rows, bool isWhole)
    {
        var draft = context.Draft($"interactions/{fit}", Schemas.Interactions, "role");
        var grouped = rows.MapBatches(HandOffTask.Group, Schemas.Interactions,
            Packed.Json(new HandOffTask(context.Options, context.ItemCount(), isWhole))).Persist(StorageLevel.MemoryAndDisk);
        try
        {
            var firsts = FirstUsers(grouped, context.Options.HandOff.UsersPerPart);
            var (hash, parts) = WriteParts(context, draft, grouped, firsts);
            draft.Adopt(hash);
            var manifest = new HandOffManifest(context, protocol, fold);
            foreach (string role in HandOffRoles.Names)
                for (int part = 0; part < Math.Max(1, firsts[role].Length); part++)
                    manifest.Add(HandOffParts.Folder(role, part), role,
                        parts.TryGetValue((role, HandOffParts.Name(part)), out var facts) ? facts : WriteEmpty(draft, role, part));
            manifest.WriteTo(draft);
        }
        finally
        {
            grouped.Unpersist();
        }
    }

    // The first user of every part, by role; none for a role that nobody plays.
    private static Dictionary<string, int[]> FirstUsers(DataFrame grouped, int usersPerPart)
    {
        var users = HandOffRoles.Names.ToDictionary(role => role, _ => new List<int>());
        foreach (var batch in grouped.Select("role", "user_index").CollectBatches())
            for (int row = 0; row < batch.RowCount; row++)
                users[((StringColumn)batch["role"]).Text(row)!].Add(batch.Values<int>("user_index")[row]);
        return users.ToDictionary(role => role.Key, role => FirstUsers(role.Value, usersPerPart));
    }

    private static int[] FirstUsers(List<int> users, int usersPerPart)
    {
        users.Sort();
        return users.Count == 0 ? [] : [.. HandOffParts.Bounds(users.Count, usersPerPart).SkipLast(1).Select(first => users[first])];
    }

    // Each part comes into one task, sorted, so that its folder gets one file. Where nobody plays any role there is nothing to write or to
    // read.
    private static (TableHash Hash, Dictionary<(string Role, string Part), PartFacts> Parts) WriteParts(
        StageContext context, TableDraft draft, DataFrame grouped, Dictionary<string, int[]> firsts)
    {
        int parts = firsts.Values.Sum(role => role.Length);
        if (parts == 0)
            return WrittenParts.Sum(RecordBatch.Empty(WrittenParts.Pieces));
        string folder = context.Run.Catalog.SparkFolder(draft.Folder);
        string[] names = [.. HandOffParts.Numbered.Select(field => field.Name)];
        grouped.MapBatches(HandOffParts.Number, HandOffParts.Numbered, Packed.Json(firsts))
            .RepartitionByRange(parts, Col("role"), Col("part")).SortWithinPartitions(Col("role"), Col("part"), Col("user_index"))
            .Write().PartitionBy("role", "part").Parquet(folder);
        return WrittenParts.Sum(context.Spark.Read().Parquet(folder).Select(names).MapBatches(WrittenParts.Measure, WrittenParts.Pieces)
            .CollectBatch());
    }

    private static PartFacts WriteEmpty(TableDraft draft, string role, int part)
    {
        using var content = new MemoryStream();
        using (var writer = new ParquetWriter(content, HandOffRoles.FileSchema))
            writer.Close();
        draft.WriteFile($"{HandOffParts.Folder(role, part)}/part-00000.parquet", content.ToArray());
        return new PartFacts(new TableHasher(HandOffRoles.FileSchema).Current);
    }
}
