using static RecPipeline.EndToEnd.Tests.Cases.AwkwardInputs;

namespace RecPipeline.EndToEnd.Tests.Cases;

/// <summary>Times: none, of another unit, as texts.</summary>
internal static class Times
{
    private static readonly string[] Gorse = ["input.table.user=UserId", "input.table.item=ItemId", "input.table.timestamp=Timestamp"];

    public static IEnumerable<AwkwardInput> All =>
    [
        Table("51-no-time", "51-no-time/ratings.csv", "input.table.timestamp=") with { To = "split", Rows = new(840) },
        Table("51-no-time/loo_last", "51-no-time/ratings.csv", "input.table.timestamp=", "evaluate.protocols=[\"loo_last\"]") with { Code = 2, Says = ["loo_last"] },
        Table("51-no-time/half-life", "51-no-time/ratings.csv", "input.table.timestamp=", "clean.halfLifeDays=30", "clean.feedback=implicit") with { Code = 2, Says = ["clean.halfLifeDays"] },
        Table("08-retailrocket/milliseconds as seconds", "08-retailrocket/events-weighted.csv", "input.table.user=visitorid", "input.table.item=itemid", "input.table.rating=weight") with { Code = 1, Says = ["input.table.timestampUnit=milliseconds"] },
        Table("09-gorse-date-text", "09-gorse-date-text/feedback-rated.csv", [.. Gorse, "input.table.timestampUnit=iso"]) with { Rows = new(840) },
        Table("09-gorse-date-text/no rating", "09-gorse-date-text/feedback.csv", [.. Gorse, "input.table.rating=", "input.table.timestampUnit=iso"]) with { Rows = new(425) },
        Table("09-gorse-date-text/as seconds", "09-gorse-date-text/feedback-rated.csv", Gorse) with { Code = 1, Says = ["'2020-09-13 12:43:47'", "input.table.timestampUnit=iso"] },
    ];
}
