using System.Text.Json;
using RecPipeline.Formats.Columns;
using RecPipeline.Jobs.Running;
using RecPipeline.Jobs.Stages.Gate;
using RecPipeline.Jobs.Tables;

namespace RecPipeline.Jobs.Stages.Publish;

internal static class PublishLocal
{
    public static void Run(StageContext context)
    {
        var titles = ItemNames.Load(context.Run.Catalog);
        var userIds = context.Load("users", "user_id").Array<long>("user_id");
        WriteRecommendations(context, titles, userIds);
        WriteSimilarItems(context, titles);
        bool isMeasured = context.Run.Catalog.FindContract("metrics") is { } metrics && context.Run.Catalog.IsFresh(metrics);
        context.ReplaceLast(PublishedFile.Path, PublishedFile.Content(context, isMeasured ? GateMetrics.Read(context) : null));
    }

    private static void WriteRecommendations(StageContext context, ItemNames names, long[] userIds)
    {
        var draft = context.Draft("published/recommendations", Schemas.PublishedRecommendations);
        using var lines = context.Options.Publish.JsonLines ? new JsonLines() : null;
        foreach (var batch in context.Run.Catalog.Read("recommendations"))
        {
            var published = Publish(new Table(batch), names, userIds);
            draft.Write(published);
            lines?.Add(published);
        }
        if (lines is not null)
            draft.WriteFile("recommendations.jsonl", lines.Content);
    }

    private static RecordBatch Publish(Table rows, ItemNames names, long[] userIds)
    {
        var items = rows.Array<int>("item_index");
        return new RecordBatch(
            Schemas.PublishedRecommendations,
            Columns.Int64([.. rows.Array<int>("user_index").Select(user => userIds[user])]),
            rows.Batch["rank"],
            Columns.Int64([.. items.Select(item => names.Ids[item])]),
            StringColumns.Of([.. items.Select(item => names.Titles[item])]),
            rows.Batch["score"],
            rows.Batch["source"],
            Reasons(rows.Lists("reasons"), names));
    }

    private static ListColumn Reasons(ListColumn reasons, ItemNames names)
    {
        var elements = (StructColumn)reasons.Elements;
        var items = ((Column<int>)elements.Children[0]).Values.ToArray();
        var published = new StructColumn(
            Schemas.PublishedReason,
            elements.Length,
            [Columns.Int64([.. items.Select(item => names.Ids[item])]), StringColumns.Of([.. items.Select(item => names.Titles[item])]), elements.Children[1]]);
        return Columns.Lists(reasons.Offsets.ToArray(), published);
    }

    private static void WriteSimilarItems(StageContext context, ItemNames names)
    {
        var draft = context.Draft("published/similar_items", Schemas.PublishedSimilarItems);
        foreach (var rows in context.Run.Catalog.Read("item_similarity").Select(batch => new Table(batch)))
        {
            draft.Write(new RecordBatch(
                Schemas.PublishedSimilarItems,
                Columns.Int64([.. rows.Array<int>("item_index").Select(item => names.Ids[item])]),
                rows.Batch["rank"],
                Columns.Int64([.. rows.Array<int>("neighbour_index").Select(item => names.Ids[item])]),
                rows.Batch["score"]));
        }
    }
}
