using System.Text.Json.Nodes;
using RecPipeline.Formats.Columns;
using RecPipeline.Jobs.Configuration;
using RecPipeline.Jobs.Models;
using RecPipeline.Jobs.Running;
using RecPipeline.Jobs.Tables;
using RecPipeline.Models;
using RecPipeline.Models.Contract;
using RecPipeline.Models.Matrices;
using RecPipeline.Models.TopN;

namespace RecPipeline.Jobs.Stages.Publish;

/// <summary>Writes a model's vectors of items and users, and by option an index for nearest neighbours of the items.</summary>
internal static class VectorTables
{
    private const int BlockUsers = 4_096;
    private const int TriedUsers = 200;
    private const int TriedLength = 10;

    public static void Write(StageContext context, ItemNames items, RawIds userIds)
    {
        if (context.Options.Engine == "spark")
            context.Warn("vectors are made on the driver, from the ratings of all users.");
        var chosen = context.Options.ForVectors()!;
        var fitted = new FittedModel(chosen.Model, chosen.Options, StateTables.Read(context, chosen.Model));
        var vectors = fitted.Model.Lists(fitted.State, fitted.Options, context.Options.ForListing(context.Cancellation))!.Vectors!;
        var histories = context.Matrix("ratings");
        var tried = WriteUsers(context, vectors, histories, userIds);
        var draft = WriteItems(context, vectors, items.Ids);
        if (context.Options.Publish.VectorIndex)
            WriteIndex(context, draft, vectors, tried);
    }

    private static TableDraft WriteItems(StageContext context, ModelVectors vectors, RawIds ids)
    {
        var schema = Schemas.PublishedItemVectors.WithIds(item: Columns.IdType(ids));
        var draft = context.Draft("published/item_vectors", schema);
        draft.Write(new RecordBatch(
            schema, Columns.Indexes(ids.Count), Columns.Ids(ids), Columns.FixedLists(ids.Count, vectors.Width, vectors.Items)));
        return draft;
    }

    // Returns vectors of users evenly spread over all.
    private static List<float[]> WriteUsers(StageContext context, ModelVectors vectors, SparseMatrix histories, RawIds ids)
    {
        var schema = Schemas.PublishedUserVectors.WithIds(user: Columns.IdType(ids));
        var draft = context.Draft("published/user_vectors", schema);
        var (users, tried, step) = (vectors.NewUsers(), new List<float[]>(), Math.Max(1, histories.Rows / TriedUsers));
        for (int first = 0; first < histories.Rows; first += BlockUsers)
        {
            context.Cancellation.ThrowIfCancellationRequested();
            var (rows, values, vector) = (new List<int>(), new List<float>(), new float[vectors.Width]);
            for (int user = first; user < Math.Min(histories.Rows, first + BlockUsers); user++)
            {
                if (!users.TryVector(History.Of(histories, user), vector))
                    continue;
                rows.Add(user);
                values.AddRange(vector);
                if (user % step == 0)
                    tried.Add([.. vector]);
            }
            draft.Write(new RecordBatch(
                schema, Columns.IdsOf(ids, [.. rows]), Columns.FixedLists(rows.Count, vectors.Width, [.. values])));
        }
        return tried;
    }

    private static void WriteIndex(StageContext context, TableDraft draft, ModelVectors vectors, List<float[]> tried)
    {
        using var index = VectorIndex.Build(vectors, context.Cancellation);
        using (var file = draft.CreateFile(VectorIndex.FileName))
            index.CopyTo(file);
        var trial = index.Try(vectors, tried, TriedLength);
        context.Properties["vector_index"] = new JsonObject { ["users"] = tried.Count, ["recall_at_10"] = Math.Round(trial.Recall, 4) };
        context.Log.Information(
            "publish: the index of {Items:N0} vectors took {Seconds:0.0} s and {Bytes:N0} bytes; {Users} users were asked for 10 items in "
            + "{Micro:0} µs each, scoring all items takes {Exact:0} µs; recall@10 {Recall:0.000}",
            draft.Hash.Rows, index.BuildSeconds, index.Bytes, tried.Count, trial.Microseconds, trial.ExactMicroseconds, trial.Recall);
    }
}
