using RecPipeline.Jobs.Configuration;
using RecPipeline.Jobs.Running;
using RecPipeline.Models.Contract;
using RecPipeline.Models.Popularity;
using RecPipeline.Models.TopN;

namespace RecPipeline.Jobs.Models.Popularity;

/// <summary>Executors count; what is left, one row per item, is ranked on the driver.</summary>
internal sealed class PopularityExecutorFit : IExecutorFit
{
    public IReadOnlyList<string> Models => [PopularityModel.ModelName];

    public string? WhyNot(PipelineOptions options, ChosenModel model) =>
        model.Options is PopularityOptions { HalfLifeDays: > 0 } ? "counts that decay have no form in executors." : null;

    public void Write(StageContext context, ChosenModel model)
    {
        var counts = context.Frame("ratings", "item_index").GroupBy("item_index").Count().CollectBatch();
        var ratings = new long[context.ItemCount()];
        for (int row = 0; row < counts.RowCount; row++)
            ratings[counts.Values<int>("item_index")[row]] = counts.Values<long>("count")[row];
        StateTables.Write(context, model.Model, PopularityModel.State(PopularityRanking.Rank(ratings)));
    }

    // A fold's training rows lie on the driver, and counting them takes less than a job.
    public ModelState State(StageContext context, ChosenModel model, string table, TrainingData data) =>
        PopularityModel.State(data.Popularity);
}
