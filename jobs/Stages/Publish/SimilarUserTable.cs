using RecPipeline.Formats.Columns;
using RecPipeline.Jobs.Configuration;
using RecPipeline.Jobs.Running;
using RecPipeline.Jobs.Tables;
using RecPipeline.Models;
using RecPipeline.Models.Contract;
using RecPipeline.Models.Matrices;
using RecPipeline.Models.UserKnn;

namespace RecPipeline.Jobs.Stages.Publish;

/// <summary>Writes the users most like each user, by the options of the model <c>user-knn</c>, whether it is on or off.</summary>
internal static class SimilarUserTable
{
    public static void Write(StageContext context, RawIds ids)
    {
        if (context.Options.Engine == "spark")
            context.Warn("similar users are found on the driver, from the ratings of all users.");
        var data = new TrainingData(context.Matrix("ratings"), context.Options.LikedThreshold);
        var similar = SimilarUsers.Of(
            data, context.Options.SimilarUsersBy(), context.Options.Publish.SimilarUsers, context.Threads, context.Cancellation);
        var schema = Schemas.PublishedSimilarUsers.WithIds(user: Columns.IdType(ids));
        int[] users = CsrOffsets.RowOfEntry(similar.Offsets);
        int[] ranks = [.. users.Select((user, at) => at - similar.Offsets[user] + 1)];
        context.Write(
            "published/similar_users", schema, Columns.IdsOf(ids, users), Columns.Int32(ranks), Columns.IdsOf(ids, similar.Neighbours),
            Columns.Float32(similar.Scores), Columns.Int32(similar.Common));
    }
}
