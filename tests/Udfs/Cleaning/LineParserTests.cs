using System.Text;
using RecPipeline.Formats.Columns;
using RecPipeline.Models.Cleaning;
using RecPipeline.Ratings.Csv;
using RecPipeline.Ratings.Layouts;
using RecPipeline.Ratings.Rows;
using RecPipeline.Udfs.Cleaning;

namespace RecPipeline.Udfs.Tests.Cleaning;

/// <summary>Executors read fields as the local engine does: the rules travel whole.</summary>
public class LineParserTests
{
    [Fact]
    public void Parse_Forms_TravelWithTheRules()
    {
        var forms = new RatingForms { Decimal = ',', TimeUnit = TimeUnit.Iso, NullValues = ["-1", "\\N"] };
        var batch = Parse(forms, "r", "1;2;4,5;2020-09-13 12:43:47", "1;3;-1,0;2020-09-13", "1;4;3;\\N", "1;5;3;13.9.2020", "1;6;;2020-09-13", "01;6;3;2020-09-13", "1;6;3;2200-01-02");
        Assert.Equal([4.5f, 0, 0, 0, 0, 0, 3], batch.Values<float>("rating").ToArray());
        Assert.Equal([1_600_001_027L, 0, 0, 0, 0, 0, 7_258_204_800L], batch.Values<long>("timestamp").ToArray());
        RejectReason[] expected = [RejectReason.None, RejectReason.NullRating, RejectReason.NullTimestamp, RejectReason.Number, RejectReason.NullRating, RejectReason.Number, RejectReason.Time];
        Assert.Equal(expected, batch.Values<int>("reason").ToArray().Select(reason => (RejectReason)reason));
    }

    // Rows that filter are in no table, so their text need not travel.
    [Fact]
    public void Parse_OnlyRowsAtFault_KeepTheirText()
    {
        var texts = (StringColumn)Parse(RatingForms.Plain, "r", "1;2;4.5;1", "1;2;;1", "1;2;x;1")["text"];
        Assert.Equal([null, null, "1;2;x;1"], Enumerable.Range(0, 3).Select(texts.Text));
    }

    [Fact]
    public void Parse_EventsAndNoRatingColumn_AreKnown()
    {
        var events = new RatingForms { EventWeights = new Dictionary<string, float> { ["view"] = 1, ["buy"] = 5 } };
        var batch = Parse(events, "r", "1;2;buy;1", "1;2;look;1");
        Assert.Equal([5f, 0], batch.Values<float>("rating").ToArray());
        Assert.Equal([(int)RejectReason.None, (int)RejectReason.Event], batch.Values<int>("reason").ToArray());
        Assert.Equal([1f], Parse(RatingForms.Plain, null, "1;2;buy;1").Values<float>("rating").ToArray());
    }

    [Fact]
    public void CountTexts_RejectedLines_CountsIdsThatAreTexts()
    {
        var rules = Rules(RatingForms.Plain, "r");
        var lines = new RecordBatch(FieldList.Of(new Field("text", DataType.Utf8)), StringColumns.Of(["a;2;3;4", "1;tt2;3;4", "b;tt3;3;4", "1.0;007;3;4", "1;2;x;4", ";2;3;4"]));
        var counts = RatingLines.CountOf(lines, new RatingRowExplainer(rules.Form.Layout, rules.Places), rules.Form);
        Assert.Equal((2L, 3L), (counts.Values<long>("users")[0], counts.Values<long>("items")[0]));
    }

    private static LineRules Rules(RatingForms forms, string? rating)
    {
        var form = new LineForm(";", HasHeader: false, Quotes: true, TextEncoding.Utf8, "u", "i", rating, "t") { Forms = forms };
        var rules = new LineRules("ratings.csv", form, ["u", "i", "r", "t"], RatingLimits.Of(RatingRules.Generic));
        return Packed.FromJson<LineRules>(Packed.Json(rules)); // as it comes to an executor
    }

    private static RecordBatch Parse(RatingForms forms, string? rating, params string[] lines)
    {
        var bytes = new BinaryColumn(
            (int[])[0, .. lines.Select((_, i) => lines[..(i + 1)].Sum(Encoding.UTF8.GetByteCount))], Encoding.UTF8.GetBytes(string.Concat(lines)));
        var batch = new RecordBatch(RatingLines.Lines, bytes, new Column<long>(DataType.Int64, new long[lines.Length]));
        return new LineParser(Rules(forms, rating), knownItems: null).Parse(batch);
    }
}
