using RecPipeline.Formats.Columns;
using RecPipeline.Jobs.Configuration;
using RecPipeline.Jobs.Running;
using RecPipeline.Jobs.Stages.Gate;
using RecPipeline.Jobs.Tables;
using RecPipeline.Models;

namespace RecPipeline.Jobs.Stages.Publish;

internal static class PublishLocal
{
    public static void Run(StageContext context)
    {
        var titles = ItemNames.Load(context.Run.Catalog);
        var userIds = context.Run.Catalog.UserIds();
        WriteRecommendations(context, titles, userIds);
        if (TableNames.ItemSimilarity.Expand(context.Options).Any())
            WriteSimilarItems(context, titles);
        if (context.Options.ForVectors() is not null)
            VectorTables.Write(context, titles, userIds);
        if (context.Options.Publish.SimilarUsers > 0)
            SimilarUserTable.Write(context, userIds);
        bool isMeasured = context.Run.Catalog.FindContract("metrics") is { } metrics && context.Run.Catalog.IsFresh(metrics);
        context.ReplaceLast(PublishedFile.Path, PublishedFile.Content(context, isMeasured ? GateMetrics.Read(context) : null));
    }

    private static void WriteRecommendations(StageContext context, ItemNames names, RawIds userIds)
    {
        bool isShaped = context.Contract("recommendations").Schema[^1].Name == Schemas.Rule.Name;
        var schema = Schemas.PublishedRecommendations.WithIds(Columns.IdType(userIds), Columns.IdType(names.Ids)).WithRule(isShaped);
        var draft = context.Draft("published/recommendations", schema);
        using var lines = context.Options.Publish.JsonLines ? new JsonLines(draft.CreateFile("recommendations.jsonl")) : null;
        foreach (var batch in context.Run.Catalog.Read("recommendations"))
        {
            var published = Publish(new Table(batch), schema, names, userIds);
            draft.Write(published);
            lines?.Add(published);
        }
    }

    private static RecordBatch Publish(Table rows, FieldList schema, ItemNames names, RawIds userIds)
    {
        var items = rows.Array<int>("item_index");
        return new RecordBatch(
            schema,
            [
                Columns.IdsOf(userIds, rows.Array<int>("user_index")),
                rows.Batch["rank"],
                Columns.IdsOf(names.Ids, items),
                StringColumns.Of([.. items.Select(item => names.Titles[item])]),
                rows.Batch["score"],
                rows.Batch["source"],
                Reasons(rows.Lists("reasons"), names),
                .. rows.Batch.Columns.Skip(Schemas.TopN.Count),
            ]);
    }

    private static ListColumn Reasons(ListColumn reasons, ItemNames names)
    {
        var elements = (StructColumn)reasons.Elements;
        var items = ((Column<int>)elements.Children[0]).Values.ToArray();
        var published = new StructColumn(
            Schemas.PublishedReason.WithIds(Columns.IdType(names.Ids)),
            elements.Length,
            [Columns.IdsOf(names.Ids, items), StringColumns.Of([.. items.Select(item => names.Titles[item])]), elements.Children[1]]);
        return Columns.Lists(reasons.Offsets.ToArray(), published);
    }

    private static void WriteSimilarItems(StageContext context, ItemNames names)
    {
        var schema = Schemas.PublishedSimilarItems.WithIds(item: Columns.IdType(names.Ids));
        var draft = context.Draft("published/similar_items", schema);
        foreach (var rows in context.Run.Catalog.Read(TableNames.SimilarityTable).Select(batch => new Table(batch)))
        {
            draft.Write(new RecordBatch(
                schema,
                Columns.IdsOf(names.Ids, rows.Array<int>("item_index")),
                rows.Batch["rank"],
                Columns.IdsOf(names.Ids, rows.Array<int>("neighbour_index")),
                rows.Batch["score"]));
        }
    }
}
