using System.Text;
using RecPipeline.Ratings.Layouts;
using RecPipeline.Ratings.Records;
using RecPipeline.Ratings.Rows;

namespace RecPipeline.Ratings.Tests.Records;

public class JsonLinesTests
{
    private static readonly RatingNames Names = new("user.id", "item", "score", "ts");

    [Theory]
    [InlineData("""{"user":{"id":7},"item":"a","score":4.5,"ts":1600000000}""", "7,a,4.5,1600000000")]
    [InlineData("""{"ts":1.6e9,"score":5.0,"extra":[1,{"item":3}],"item":12,"user":{"id":"x,\"y\"","name":null}}""", "\"x,\"\"y\"\"\",12,5,1600000000")]
    [InlineData("""{"user.id":-0.0,"item":"\u00e9","score":"3","ts":"2020-09-13"}""", "0,é,3,2020-09-13")]
    [InlineData("""  {"user":{"id":null},"item":true,"score":12e-1}  """, ",true,1.2,")]
    [InlineData("""{"user":{"id":1},"item":"a\nb","score":1,"ts":0}""", "\"1,\"\"a␊b\"\",1,0\"")]
    public void An_object_is_the_record_of_its_values(string line, string record) => Assert.Equal(record + "\n", Record(line));

    [Theory]
    [InlineData("""{"user":{"id":7},"item":"a""")]
    [InlineData("""{"user":{"id":7},"item":"a","score":1,"ts":1} x""")]
    [InlineData("""{"user":{"id":7},"item":"a","item":"b","score":1,"ts":1}""")]
    [InlineData("""{"user":{"id":[7]},"item":"a","score":1,"ts":1}""")]
    [InlineData("""[7,"a",1,1]""")]
    [InlineData("7,a,4.5,1600000000")]
    [InlineData("""{"user":{"id":7},"item":"\ud800","score":1,"ts":1}""")]
    public void A_line_that_tells_no_rating_is_one_field_for_the_reader_to_refuse(string line)
    {
        var layout = CsvLayouts.Csv("json", Names, new ItemNames("item", "item", null)) with { Form = RatingsForm.JsonLines };
        var columns = RatingColumns.Resolve(layout.Records, layout.Records.Ratings.Columns, "x");
        Assert.Equal(RowFault.Columns, RatingRowParser.Parse(Encoding.UTF8.GetBytes(Record(line)).AsSpan()[..^1], columns, out _, out _, out _, out _));
    }

    [Fact]
    public void A_blank_line_stays_one() => Assert.Equal(" \t\n", Record(" \t"));

    [Fact]
    public void Keys_are_those_of_values_with_dots_inside_objects()
    {
        Assert.Equal(["user.id", "item", "tags"], JsonLines.Keys("""{"user":{"id":7},"item":"a","tags":[1]}"""u8)!);
        Assert.Null(JsonLines.Keys("""{"user":"""u8));
        Assert.Null(JsonLines.Keys("[1]"u8));
    }

    private static string Record(string line)
    {
        var buffer = new RecordBuffer();
        Assert.True(new JsonLines(Names).Write(Encoding.UTF8.GetBytes(line), buffer));
        return Encoding.UTF8.GetString(buffer.Bytes);
    }
}
