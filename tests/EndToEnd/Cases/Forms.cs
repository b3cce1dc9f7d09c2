using static RecPipeline.EndToEnd.Tests.Cases.AwkwardInputs;

namespace RecPipeline.EndToEnd.Tests.Cases;

/// <summary>Ratings that are no delimited text.</summary>
internal static class Forms
{
    public static IEnumerable<AwkwardInput> All =>
    [
        Plain("32-parquet/names of its own", "32-parquet/ratings.parquet") with { Code = 2, Says = ["'user_index', 'item_index', 'rating', 'timestamp'", "--set input.table.user=user_index"] },
        Table("32-parquet", "32-parquet/ratings.parquet", "input.table.user=user_index", "input.table.item=item_index") with { Rows = new(840) },
        Plain("45-netflix", "45-netflix/combined_data_1.txt") with { Rows = new(840) },
        Table("54-other-kinds/json lines", "54-other-kinds/reviews.json", "input.table.user=reviewerID", "input.table.item=asin", "input.table.rating=overall", "input.table.timestamp=unixReviewTime", "clean.idType.user=string") with { Rows = new(840) },
    ];
}
