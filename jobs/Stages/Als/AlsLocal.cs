using RecPipeline.Jobs.Running;
using RecPipeline.Jobs.Tables;
using RecPipeline.Models.Als;

namespace RecPipeline.Jobs.Stages.Als;

internal static class AlsLocal
{
    public static void Run(StageContext context)
    {
        var ratings = context.Matrix("ratings");
        var fits = new ModelFits(context.Options, context.Cancellation);
        var predictor = fits.Ratings(ratings, context.Progress, 0, 0.4);
        context.Properties["mean"] = predictor.Biases.Mean;
        WriteFactors(context, "ratings", predictor.Factors);
        WriteBiases(context, "user_biases/ratings", predictor.Biases.User);
        WriteBiases(context, "item_biases/ratings", predictor.Biases.Item);
        WriteFactors(context, "lists", fits.Lists(ratings, context.Progress, 0.4, 1));
    }

    public static void WriteFactors(StageContext context, string model, FactorModel factors)
    {
        WriteFactors(context, $"user_factors/{model}", factors.UserFactors, factors.Rank);
        WriteFactors(context, $"item_factors/{model}", factors.ItemFactors, factors.Rank);
    }

    private static void WriteFactors(StageContext context, string table, float[] factors, int rank)
    {
        int rows = factors.Length / rank;
        context.Write(table, Schemas.Factors, Columns.Indexes(rows), Columns.FixedLists(rows, rank, factors));
    }

    public static void WriteBiases(StageContext context, string table, float[] biases) =>
        context.Write(table, Schemas.Biases, Columns.Indexes(biases.Length), Columns.Float32(biases));
}
