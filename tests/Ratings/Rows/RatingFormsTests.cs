using System.Text;
using RecPipeline.Ratings.Csv;
using RecPipeline.Ratings.Layouts;
using RecPipeline.Ratings.Rows;

namespace RecPipeline.Ratings.Tests.Rows;

/// <summary>What a rating and a time may say, by the forms of a layout.</summary>
public class RatingFormsTests
{
    private static readonly string[] Names = ["userId", "movieId", "rating", "timestamp"];

    [Theory]
    [InlineData("-1", RowFault.NullRating)]
    [InlineData("-1.0", RowFault.NullRating)]
    [InlineData(" -1e0 ", RowFault.NullRating)]
    [InlineData("NaN", RowFault.NullRating)]
    [InlineData(" \\N", RowFault.NullRating)]
    [InlineData("\"\"", RowFault.NullRating)]
    [InlineData("", RowFault.NullRating)]
    [InlineData("1", RowFault.None)]
    [InlineData("-1.5", RowFault.None)]
    [InlineData("nan", RowFault.Number)]
    public void Parse_NullValues_AreDroppedAsTextAndAsNumber(string rating, RowFault expected) =>
        Assert.Equal(expected, Parse($"1,2,{rating},4", new RatingForms { NullValues = ["-1", "NaN", "\\N"] }).Fault);

    // A number such as -1 may well be a time or an id; a word is none.
    [Theory]
    [InlineData("1,2,3,\\N", "\\N", RowFault.NullTimestamp)]
    [InlineData("1,2,3, ", "\\N", RowFault.NullTimestamp)]
    [InlineData("1,2,3,", "-1", RowFault.Number)]
    [InlineData("1,2,3,-1", "-1", RowFault.None)]
    [InlineData("-1,2,3,4", "-1", RowFault.None)]
    [InlineData("\\N,2,3,4", "\\N", RowFault.Number)]
    public void Parse_MarkersElsewhere_StandForMissingTimes(string record, string marker, RowFault expected) =>
        Assert.Equal(expected, Parse(record, new RatingForms { NullValues = [marker] }).Fault);

    [Fact]
    public void Parse_TextIdThatIsAMarker_IsNoId()
    {
        var columns = Columns(new RatingForms { NullValues = ["NULL"] }) with { UserIds = IdType.String };
        Assert.Equal(RowFault.Id, Parse(" NULL,2,3,4", columns).Fault);
        Assert.Equal(RowFault.None, Parse("NULLs,2,3,4", columns).Fault);
    }

    [Theory]
    [InlineData("4,5", 4.5f)]
    [InlineData("4", 4f)]
    [InlineData("-0,125", -0.125f)]
    [InlineData("1,5e1", 15f)]
    [InlineData("4.5", null)]
    [InlineData("1.234,5", null)]
    [InlineData("4,5,6", null)]
    public void Parse_DecimalComma_IsReadAndAPointIsNot(string rating, float? expected)
    {
        var (fault, _, _, value, _) = Parse($"1;2;{rating};7,0", new RatingForms { Decimal = ',' }, ";");
        Assert.Equal((expected is null ? RowFault.Number : RowFault.None, expected ?? 0), (fault, value));
    }

    [Theory]
    [InlineData(TimeUnit.Seconds, "1600001027.0", 1_600_001_027L)]
    [InlineData(TimeUnit.Milliseconds, "1600001027117", 1_600_001_027L)]
    [InlineData(TimeUnit.Milliseconds, "1600001027999.0", 1_600_001_027L)]
    [InlineData(TimeUnit.Milliseconds, "-1", -1L)]
    [InlineData(TimeUnit.Milliseconds, "-2000", -2L)]
    [InlineData(TimeUnit.Microseconds, "1600001027117123", 1_600_001_027L)]
    [InlineData(TimeUnit.Iso, "2020-09-13 12:43:47", 1_600_001_027L)]
    public void Parse_TimeUnits_BecomeWholeSecondsRoundedDown(TimeUnit unit, string time, long expected)
    {
        var (fault, _, _, _, timestamp) = Parse($"1,2,3,{time}", new RatingForms { TimeUnit = unit });
        Assert.Equal((RowFault.None, expected), (fault, timestamp));
    }

    [Theory]
    [InlineData("view", RowFault.None, 1f)]
    [InlineData(" \"buy\"", RowFault.Event, 0f)]
    [InlineData("\"buy\"", RowFault.None, 5f)]
    [InlineData(" view ", RowFault.None, 1f)]
    [InlineData("View", RowFault.Event, 0f)]
    [InlineData("3", RowFault.Event, 0f)]
    [InlineData("", RowFault.NullRating, 0f)]
    public void Parse_Events_CountByTheirWeight(string name, RowFault fault, float weight)
    {
        var found = Parse($"1,2,{name},4", new RatingForms { EventWeights = new Dictionary<string, float> { ["view"] = 1, ["buy"] = 5 } });
        Assert.Equal((fault, weight), (found.Fault, found.Rating));
    }

    [Fact]
    public void Parse_NoRatingColumn_CountsOne()
    {
        var columns = RatingColumns.Resolve(CsvLayouts.Csv("t", new("u", "i", null, "t"), new("i", "x", null)), ["t", "i", "u"], "f");
        Assert.Equal((RowFault.None, 3L, 2L, 1f, 9L), Parse("9,2,3", columns));
        Assert.Equal("None", columns.FastForm.ToString());
    }

    // The fast parsers know digits, one point and seconds; whatever could make them wrong turns them off.
    [Fact]
    public void FastForm_FormsThatItDoesNotKnow_TurnItOff()
    {
        Assert.Equal("Common", Columns(new RatingForms { NullValues = ["-1", "NaN"] }).FastForm.ToString());
        RatingForms[] others = [new() { Decimal = ',' }, new() { TimeUnit = TimeUnit.Milliseconds }, new RatingForms { NullValues = ["0"] }, new RatingForms { EventWeights = new Dictionary<string, float>() }];
        Assert.All(others, forms => Assert.Equal("None", Columns(forms).FastForm.ToString()));
    }

    [Fact]
    public void Read_NegativeNullValues_AreTheSameByFastAndPlainWay()
    {
        var layout = CsvLayouts.MovieLens with { Forms = new RatingForms { NullValues = ["-1"] } };
        string text = "userId,movieId,rating,timestamp\n" + string.Concat(Enumerable.Range(1, 500).Select(i => $"{i},{i * 7},{(i % 3 == 0 ? "-1" : i % 5 == 0 ? "-1.0" : "4.5")},{1_000_000_000 + i}\n"));
        var plain = CsvTestFiles.Rows(RatingsCsv.ReadPlain(new MemoryStream(Encoding.UTF8.GetBytes(text)), "ratings.csv", layout));
        Assert.Equal(plain, CsvTestFiles.Read(text, layout));
        Assert.Equal(500 - (500 / 3) - (500 / 5) + (500 / 15), plain.Count(row => row.Fault == RowFault.None));
    }

    [Fact]
    public void ReadIds_BlanksAroundIds_AreNoPartOfThem()
    {
        var columns = Columns(RatingForms.Plain) with { UserIds = IdType.String, ItemIds = IdType.String };
        RatingRowParser.ReadIds("u1 ,\" i 21\t\",4.5,1"u8, columns, out var user, out var item);
        Assert.Equal(("u1", "i 21"), (Encoding.UTF8.GetString(user), Encoding.UTF8.GetString(item)));
    }

    private static RatingColumns Columns(RatingForms forms, string separator = ",") => RatingColumns.Resolve(
        CsvLayouts.MovieLens with { Forms = forms, Ratings = CsvLayouts.MovieLens.Ratings with { Format = CsvFormat.Of(separator, hasHeader: true, quotes: true) } }, Names, "ratings.csv");

    private static (RowFault Fault, long User, long Item, float Rating, long Timestamp) Parse(string record, RatingForms forms, string separator = ",") => Parse(record, Columns(forms, separator));

    private static (RowFault Fault, long User, long Item, float Rating, long Timestamp) Parse(string record, RatingColumns columns)
    {
        var fault = RatingRowParser.Parse(Encoding.UTF8.GetBytes(record), columns, out long user, out long item, out float rating, out long timestamp);
        return (fault, user, item, rating, timestamp);
    }
}
