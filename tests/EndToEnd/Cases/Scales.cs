using static RecPipeline.EndToEnd.Tests.Cases.AwkwardInputs;

namespace RecPipeline.EndToEnd.Tests.Cases;

/// <summary>What ratings mean: thresholds, other scales, markers for "not rated".</summary>
internal static class Scales
{
    public static IEnumerable<AwkwardInput> All =>
    [
        Table("57-order/thumbs", "57-order/thumbs.csv") with { Code = 2, To = "split", Says = ["likedThreshold", "highest is 1"] },
        Table("57-order/thumbs, threshold 1", "57-order/thumbs.csv", "likedThreshold=1") with { To = "split", Rows = new(840) },
        Table("16-anime", "16-anime/rating.csv", "input.table.item=anime_id", "input.table.timestamp=", "input.table.nullValues=[\"-1\"]", "likedThreshold=8") with { Rows = new(720, Filtered: 120) },
        Table("16-movietweetings", "16-movietweetings/ratings.dat", "input.table.columns=[\"user_id\",\"item_id\",\"rating\",\"timestamp\"]", "input.table.separator=::", "input.table.quotes=false", "clean.idType.item=string", "likedThreshold=8") with { Rows = new(841) },
    ];
}
