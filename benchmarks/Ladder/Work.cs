using RecPipeline.Models.Als;
using RecPipeline.Jobs;
using RecPipeline.Jobs.Configuration;

namespace RecPipeline.Ladder;

/// <summary>What a stage has to do at least: arithmetic where it is bound by that, else bytes that must come and go.</summary>
/// <param name="Operations">Float32 operations, a multiply-add counting two; 0 where bytes are the limit.</param>
/// <param name="Bytes">Bytes of the input in the form in which it is read, and of the output.</param>
internal readonly record struct Work(double Operations, double Bytes)
{
    private const int RowBytes = 20; // user, item, rating, time

    public static Work Of(string stage, Rung rung) => stage switch
    {
        "als" => new Work(Als(rung), 0),
        // Every user against every item; what the order of lengths spares counts as done.
        "top-n" or "top-n-als" => new Work(2.0 * rung.Users * rung.Items * Als(rung.Options).Rank, 0),
        "clean" => new Work(0, new FileInfo(rung.RatingsFile).Length + ((double)rung.Ratings * RowBytes)),
        "split" => new Work(0, (double)rung.Ratings * RowBytes * 2),
        "hand-off" => new Work(0, (double)rung.Ratings * RowBytes * 2),
        "popularity" => new Work(0, (double)rung.Ratings * RowBytes),
        _ => default,
    };

    private static AlsOptions Als(PipelineOptions options) => options.Models.Of<AlsOptions>(AlsModel.ModelName);

    // Both halves of each iteration: rank·(rank + 1) operations per row and side, rank³/3 per system.
    private static double Als(Rung rung)
    {
        var als = Als(rung.Options);
        double liked = rung.Catalog.Load("ratings", "rating").Array<float>("rating").Count(rating => rating >= rung.Options.LikedThreshold);
        return Solved(als.Rank, als.MaxIter, liked, rung);
    }

    private static double Solved(int rank, int iterations, double rows, Rung rung) =>
        iterations * ((2 * rows * rank * (rank + 1)) + ((rung.Users + rung.Items) * Math.Pow(rank, 3) / 3));
}
