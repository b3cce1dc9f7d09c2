using static RecPipeline.EndToEnd.Tests.Cases.AwkwardInputs;

namespace RecPipeline.EndToEnd.Tests.Cases;

/// <summary>What fields of a row say: ids, numbers, markers, merged rows, separators.</summary>
internal static class Rows
{
    private const string MovieLensNames = "input.table.columns=[\"user_id\",\"item_id\",\"rating\",\"timestamp\"]";
    private static readonly RowCounts AllKept = new(840);

    public static IEnumerable<AwkwardInput> All =>
    [
        Plain("00-base", "00-base/ratings.csv", "--items", "{cases}/00-base/movies.csv") with { Rows = AllKept },
        Table("02-long-decimals/tab in words", "02-long-decimals/aman.data", "input.table.columns=[\"user_id\",\"item_id\",\"rating\"]", "input.table.timestamp=", "input.table.separator=\\t") with { Rows = AllKept },
        Table("02-long-decimals/comma", "02-long-decimals/aman.data", "input.table.columns=[\"user_id\",\"item_id\",\"rating\"]", "input.table.timestamp=") with { Code = 1, Says = ["columns: 840 rows, first at line 1", "input.table.separator=\\t"] },
        Plain("08-youtube", "08-youtube/views.csv", "--layout", "youtube") with { Rows = new(240, Merged: 76) },
        Table("08-retailrocket/events", "08-retailrocket/events.csv", "input.table.user=visitorid", "input.table.item=itemid", "input.table.rating=event", "input.table.timestampUnit=milliseconds", "input.table.eventWeights={\"view\":1,\"addtocart\":3,\"transaction\":5}", "clean.feedback=implicit", "clean.duplicates=sum") with { Rows = new(840, Merged: 850) },
        Table("08-retailrocket/weights", "08-retailrocket/events-weighted.csv", "input.table.user=visitorid", "input.table.item=itemid", "input.table.rating=weight", "input.table.timestampUnit=milliseconds", "clean.feedback=implicit", "clean.duplicates=sum") with { Rows = new(840, Merged: 850) },
        Table("08-retailrocket/names without weights", "08-retailrocket/events.csv", "input.table.user=visitorid", "input.table.item=itemid", "input.table.rating=event", "input.table.timestampUnit=milliseconds", "clean.feedback=implicit") with { Code = 1, Says = ["rating 'view'", "input.table.eventWeights"] },
        Table("11-recbole-inter/ml", "11-recbole-inter/ml.inter", "input.table.separator=\\t", "input.table.user=user_id:token", "input.table.item=item_id:token", "input.table.rating=rating:float", "input.table.timestamp=timestamp:float") with { Rows = AllKept },
        Table("11-recbole-inter/amazon", "11-recbole-inter/amazon.inter", "input.table.separator=\\t", "input.table.user=user_id:token", "input.table.item=item_id:token", "input.table.rating=rating:float", "input.table.timestamp=timestamp:float", "clean.idType={\"user\":\"string\",\"item\":\"string\"}") with { Rows = AllKept },
        Table("11-recbole-inter/amazon as numbers", "11-recbole-inter/amazon.inter", "input.table.separator=\\t", "input.table.user=user_id:token", "input.table.item=item_id:token", "input.table.rating=rating:float", "input.table.timestamp=timestamp:float") with { Code = 1, Says = ["number: 840 rows, first at line 2", "'A001ZC'", "clean.idType.user=string"] },
        Table("16-movietweetings/zeros in front", "16-movietweetings/ratings.dat", MovieLensNames, "input.table.separator=::", "input.table.quotes=false") with { Code = 1, Says = ["'0108021'", "clean.idType.item=string"] },
        Table("22-decimal-comma", "22-decimal-comma/bewertungen.csv", "input.table.separator=;", "input.table.user=Benutzer", "input.table.item=Film", "input.table.rating=Note", "input.table.timestamp=Zeit", "input.table.decimal=,") with { Rows = AllKept },
        Table("22-decimal-comma/as a point", "22-decimal-comma/bewertungen.csv", "input.table.separator=;", "input.table.user=Benutzer", "input.table.item=Film", "input.table.rating=Note", "input.table.timestamp=Zeit") with { Code = 1, Says = ["number: 840 rows, first at line 2", "'4,5'", "input.table.decimal=,"] },
        Table("33-no-rating/purchases", "33-no-rating/purchases.csv", "input.table.user=customer", "input.table.item=product", "input.table.rating=", "input.table.timestamp=when") with { Rows = new(425) },
        Table("33-no-rating/pairs", "33-no-rating/pairs.txt", "input.table.separator= ", "input.table.columns=[\"user_id\",\"item_id\"]", "input.table.rating=", "input.table.timestamp=") with { Rows = new(425) },
        Table("33-no-rating/as ratings", "33-no-rating/purchases.csv", "input.table.user=customer", "input.table.item=product", "input.table.rating=", "input.table.timestamp=when", "clean.feedback=explicit") with { Code = 2, Says = ["clean.feedback=implicit"] },
        Plain("34-float-ids/index", "34-float-ids/index.csv", "--layout", "movielens") with { Rows = AllKept },
        Plain("34-float-ids/ids", "34-float-ids/ratings.csv", "--layout", "movielens") with { Code = 1, Says = ["'1.0'", "whole numbers"] },
        Plain("34-float-ids/nan", "34-float-ids/nan.csv", "--layout", "movielens") with { Rows = new(835, Rejected: 5) },
        Plain("34-float-ids/sci", "34-float-ids/sci.csv", "--layout", "movielens") with { Code = 1, Says = ["'2.1E+07'"] },
        Plain("46-header-case", "46-header-case/ratings.csv", "--layout", "movielens") with { Code = 2, Says = ["'UserID'", "'userId'"] },
        Table("46-header-case/strings", "46-header-case/strings.csv", "clean.idType={\"user\":\"string\",\"item\":\"string\"}") with { Rows = AllKept },
        Table("48-hive-null", "48-hive-null/000000_0", MovieLensNames, "input.table.separator=\\001") with { Code = 1, Says = ["timestamp '\\N'", "input.table.nullValues=\\N"] },
        Table("48-hive-null/marked", "48-hive-null/000000_0", MovieLensNames, "input.table.separator=\\001", "input.table.nullValues=[\"\\\\N\"]") with { Rows = new(830, Filtered: 10) },
        Plain("49/thousands", "49-utf16/thousands.csv", "--layout", "movielens") with { Code = 1, Says = ["'21,000'"] },
        Plain("49/trailing comma", "49-utf16/trailing-comma.csv", "--layout", "movielens") with { Rows = AllKept },
        Plain("49/trailing comma, not in the header", "49-utf16/trailing-comma-rows-only.csv", "--layout", "movielens") with { Code = 1, Says = ["columns: 840 rows, first at line 2", "5 fields"] },
        Plain("49/whole line quoted", "49-utf16/whole-line-quoted.csv", "--layout", "movielens") with { Code = 1, Says = ["columns: 840 rows, first at line 2"] },
        Plain("21-newline-in-extra-column", "21-newline-in-extra-column/quoted.csv", "--layout", "movielens") with { Rows = AllKept },
        Plain("53-partitioned/cat", "53-partitioned/cat.csv", "--layout", "movielens") with { Rows = new(1680, Rejected: 1), Says = [] },
    ];
}
