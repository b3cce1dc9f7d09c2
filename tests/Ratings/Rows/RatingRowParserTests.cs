using System.Text;
using RecPipeline.Ratings.Csv;
using RecPipeline.Ratings.Layouts;
using RecPipeline.Ratings.Rows;

namespace RecPipeline.Ratings.Tests.Rows;

public class RatingRowParserTests
{
    private static readonly RatingColumns Columns =
        RatingColumns.Resolve(CsvLayouts.MovieLens, ["userId", "movieId", "rating", "timestamp"], "ratings.csv");

    [Theory]
    [InlineData("1,31,2.5,1260759144", 1, 31, 2.5f, 1260759144)]
    [InlineData(" 11 , 8 , 3.0 , 1000000002 ", 11, 8, 3.0f, 1000000002)]
    [InlineData("\"11\",\"7\",\"2.5\",\"1000000001\"", 11, 7, 2.5f, 1000000001)]
    [InlineData("\"11\" ,7,\" 2.5\",1", 11, 7, 2.5f, 1)]
    [InlineData("-4,+2,-1,-5", -4, 2, -1f, -5)]
    [InlineData("9223372036854775807,-9223372036854775808,4.50,0", long.MaxValue, long.MinValue, 4.5f, 0)]
    [InlineData("7,0,0003.2500,0001", 7, 0, 3.25f, 1)]
    [InlineData("7,1,4.5e-1,1600001027.0", 7, 1, 0.45f, 1600001027)]
    [InlineData("7,1,1E3,-5.00", 7, 1, 1000f, -5)]
    [InlineData("1,2,16777217,3", 1, 2, 16777216f, 3)]
    public void Parse_NumbersInEveryAllowedForm_AreRead(string record, long user, long item, float rating, long timestamp)
    {
        var fault = RatingRowParser.Parse(Encoding.UTF8.GetBytes(record), Columns, out long u, out long i, out float r, out long t);
        Assert.Equal((RowFault.None, user, item, rating, timestamp), (fault, u, i, r, t));
    }

    [Theory]
    [InlineData("", RowFault.Blank)]
    [InlineData(" \t \r", RowFault.Blank)]
    [InlineData("1,2,3.0", RowFault.Columns)]
    [InlineData("1,2,3.0,4,5", RowFault.Columns)]
    [InlineData("1,2,3.0,4,", RowFault.Columns)]
    [InlineData("1,2,x", RowFault.Columns)]
    [InlineData("1,2,3.0,\"4", RowFault.Columns)]
    [InlineData("1,2,3.0,\"4\"\"", RowFault.Columns)]
    [InlineData("1,,3.0,4", RowFault.Number)]
    [InlineData("1, ,3.0,4", RowFault.Number)]
    [InlineData("1.5,2,3.0,4", RowFault.Number)]
    [InlineData("9223372036854775808,2,3.0,4", RowFault.Number)]
    [InlineData("1,99999999999999999999,3.0,4", RowFault.Number)]
    [InlineData("1,2,NaN,4", RowFault.Number)]
    [InlineData("1,2,1e,4", RowFault.Number)]
    [InlineData("1,2,e1,4", RowFault.Number)]
    [InlineData("1,2,1e1.5,4", RowFault.Number)]
    [InlineData("1,2,1e99,4", RowFault.Number)]
    [InlineData("1,2,3.0,1.6E9", RowFault.Number)]
    [InlineData("1,2,3.0,4.5", RowFault.Number)]
    [InlineData("1,2,3.0,.0", RowFault.Number)]
    [InlineData("1,2,3.0,4.", RowFault.Number)]
    [InlineData("1.0,2,3.0,4", RowFault.Number)]
    [InlineData("1,2e0,3.0,4", RowFault.Number)]
    [InlineData("007,2,3.0,4", RowFault.Number)]
    [InlineData("7,00,3.0,4", RowFault.Number)]
    [InlineData("7,-02,3.0,4", RowFault.Number)]
    [InlineData("1,2,,4", RowFault.NullRating)]
    [InlineData("1,2, \t,4", RowFault.NullRating)]
    [InlineData("1,2,.5,4", RowFault.Number)]
    [InlineData("1,2,5.,4", RowFault.Number)]
    [InlineData("1,2,.,4", RowFault.Number)]
    [InlineData("1,2,3.0.0,4", RowFault.Number)]
    [InlineData("1,2,∞,4", RowFault.Number)]
    [InlineData("1,2,400000000000000000000000000000000000000,4", RowFault.Number)]
    [InlineData("1,2,3.0,--4", RowFault.Number)]
    [InlineData("1,2,3.0,- 4", RowFault.Number)]
    [InlineData("1,2,3.0,4-", RowFault.Number)]
    [InlineData("1,2,3.0,(4)", RowFault.Number)]
    [InlineData("1 2,2,3.0,4", RowFault.Number)]
    [InlineData("\"1,5\",2,3.0,4", RowFault.Number)]
    [InlineData("\"1\"\"1\",2,3.0,4", RowFault.Number)]
    [InlineData("\"1\"x,2,3.0,4", RowFault.Number)]
    [InlineData("１,2,3.0,4", RowFault.Number)]
    [InlineData("\0,2,3.0,4", RowFault.Number)]
    public void Parse_BadRecord_HasItsFirstFaultAndNoValues(string record, RowFault expected)
    {
        var fault = RatingRowParser.Parse(Encoding.UTF8.GetBytes(record), Columns, out long u, out long i, out float r, out long t);
        Assert.Equal((expected, 0L, 0L, 0f, 0L), (fault, u, i, r, t));
    }

    [Fact]
    public void Parse_InvalidUtf8_ComesBeforeColumnsAndNumberAndAfterBlank()
    {
        byte[] record = [(byte)'x', 0xFF];
        Assert.Equal(RowFault.Encoding, RatingRowParser.Parse(record, Columns, out _, out _, out _, out _));
        var latin1 = Columns with { Format = CsvFormat.Of(",", true, true, TextEncoding.Latin1) };
        Assert.Equal(RowFault.Columns, RatingRowParser.Parse(record, latin1, out _, out _, out _, out _));
    }

    [Fact]
    public void Parse_AnyRecord_AllocatesNothing()
    {
        byte[][] records = [.. new[] { "1,31,2.5,1260759144", "\"1\", 2 ,3,4", "x,2,3,4", "1,2", "" }.Select(Encoding.UTF8.GetBytes)];
        long faults = CountFaults(records);
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int round = 0; round < 1000; round++)
            faults += CountFaults(records);
        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
        Assert.Equal(3 * 1001, faults);
    }

    private static long CountFaults(byte[][] records)
    {
        long faults = 0;
        foreach (byte[] record in records)
            faults += RatingRowParser.Parse(record, Columns, out _, out _, out _, out _) == RowFault.None ? 0 : 1;
        return faults;
    }
}
