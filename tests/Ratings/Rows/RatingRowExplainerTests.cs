using RecPipeline.Ratings.Csv;
using RecPipeline.Ratings.Layouts;
using RecPipeline.Ratings.Rows;

namespace RecPipeline.Ratings.Tests.Rows;

/// <summary>Every fault says the field, its value, what was wanted, and what to do.</summary>
public class RatingRowExplainerTests
{
    [Theory]
    [InlineData("1,2,\"4,5\",6", "rating '4,5' is no number (wanted digits with an optional point; for a decimal comma set input.table.decimal=,)")]
    [InlineData("1,2,NaN,6", "rating 'NaN' is no number (wanted digits with an optional point; if it marks a rating that is missing, set input.table.nullValues=NaN)")]
    [InlineData("1,2,\\N,6", "rating '\\N' is no number (wanted digits with an optional point; if it marks a rating that is missing, set input.table.nullValues=\\N (in a shell with quotes around it))")]
    [InlineData("1,2,view,6", "rating 'view' is no number (wanted digits with an optional point; if the column names events, give each its weight by input.table.eventWeights)")]
    [InlineData("1,2,3x,6", "rating '3x' is no number (wanted digits with an optional point)")]
    [InlineData("00123,2,3,6", "user '00123' has zeros in front, and as a whole number would be one with '123' (wanted a whole number; if ids of this file begin with zeros, set clean.idType.user=string)")]
    [InlineData("1,123.0,3,6", "item '123.0' is written as 123.0: export whole numbers")]
    [InlineData("1,2.1E+07,3,6", "item '2.1E+07' is written as 2.1E+07: export whole numbers, since this form may have lost digits")]
    [InlineData("1,tt1,3,6", "item 'tt1' is no whole number (if the ids of this file are texts, set clean.idType.item=string)")]
    [InlineData(",2,3,6", "user '' is empty (wanted a whole number)")]
    [InlineData("1,99999999999999999999,3,6", "item '99999999999999999999' does not fit 64 bits (wanted a whole number; for longer ids set clean.idType.item=string)")]
    [InlineData("1,2,3,2020-09-13 12:43:47", "timestamp '2020-09-13 12:43:47' is no time (wanted whole seconds since 1970; for such dates set input.table.timestampUnit=iso)")]
    [InlineData("1,2,3,1.6E9", "timestamp '1.6E9' is no time (wanted whole seconds since 1970; export whole numbers: a fraction or a power of ten may have lost digits)")]
    [InlineData("1,2,3,", "timestamp '' is no time (wanted whole seconds since 1970; if rows without a time are to be dropped, set input.table.nullValues=[\"\"])")]
    [InlineData("1,2,3,NULL", "timestamp 'NULL' is no time (wanted whole seconds since 1970; if it marks a time that is missing, set input.table.nullValues=NULL)")]
    [InlineData("1,2,3,\u001b[2J", "timestamp '\\x1b[2J' is no time (wanted whole seconds since 1970)")]
    public void Explain_Number_NamesTheFieldAndWhatToDo(string record, string expected) => Assert.Equal(expected, Explain(RowFault.Number, record, Table()));

    [Theory]
    [InlineData("1\t2\t3\t4", "found 1 field, wanted 4 separated by ','; the line has 4 separated by '\\t': set input.table.separator=\\t (in a shell with quotes around it)")]
    [InlineData("1;2;4,5;4", "found 2 fields, wanted 4 separated by ','; the line has 4 separated by ';': set input.table.separator=; (in a shell with quotes around it)")]
    [InlineData("1::2::3::4", "found 1 field, wanted 4 separated by ','; the line has 4 separated by '::': set input.table.separator=::")]
    [InlineData("1\u00012\u00013\u00014", "found 1 field, wanted 4 separated by ','; the line has 4 separated by '\\x01': set input.table.separator=\\x01 (in a shell with quotes around it)")]
    [InlineData("1,2,3", "found 3 fields, wanted 4 separated by ','")]
    [InlineData("1,2,\"3,4", "a quote is opened and never closed (after 3 of 4 fields; if quotes mean nothing in this file, set input.table.quotes=false)")]
    public void Explain_Columns_SaysWhichSeparatorTheLineHas(string record, string expected) => Assert.Equal(expected, Explain(RowFault.Columns, record, Table()));

    [Fact]
    public void Explain_NamedLayout_SaysHowToDescribeATable() => Assert.Equal(
        "found 1 field, wanted 4 separated by ','; the line has 4 separated by '|': name a --layout that fits, or describe it with --layout table and input.table.separator=| (in a shell with quotes around it)",
        Explain(RowFault.Columns, "1|2|3|4", CsvLayouts.MovieLens, "userId", "movieId", "rating", "timestamp"));

    [Fact]
    public void Explain_ColumnOfAnotherName_IsNamed() => Assert.Equal(
        "rating '4.5' is no number (column 'Note'; wanted digits with an optional comma, as input.table.decimal says; for a decimal point set input.table.decimal=.)",
        Explain(RowFault.Number, "1;2;4.5;3", Table() with { RatingNames = new("u", "i", "Note", "t"), Ratings = new CsvTable(CsvFormat.Of(";", true, true)), Forms = new() { Decimal = ',' } }, "u", "i", "Note", "t"));

    [Fact]
    public void Explain_OtherFaults_AreSentencesToo()
    {
        Assert.Equal("the line is empty or blank", Explain(RowFault.Blank, " ", Table()));
        Assert.Equal("the line holds bytes that are no UTF-8 (if the file is in latin-1 set input.table.encoding=latin-1)", Explain(RowFault.Encoding, "1,\uFFFD,3,4", Table()));
        var events = Table() with { Forms = new() { EventWeights = new Dictionary<string, float> { ["buy"] = 5 }, NullValues = ["\\N"] } };
        Assert.Equal("event 'view' has no weight (column 'rating'; input.table.eventWeights names 'buy')", Explain(RowFault.Event, "1,2,view,4", events));
        Assert.Equal("rating '' says that there is none (empty, or one of input.table.nullValues)", Explain(RowFault.NullRating, "1,2,,4", events));
        Assert.Equal("timestamp '\\N' says that there is no time", Explain(RowFault.NullTimestamp, "1,2,buy,\\N", events));
        Assert.Equal("timestamp '1600001027' is no time (wanted a date such as 2020-09-13 or 2020-09-13T12:43:47Z; for such numbers set input.table.timestampUnit=seconds)", Explain(RowFault.Number, "1,2,3,1600001027", Table() with { Forms = new() { TimeUnit = TimeUnit.Iso } }));
    }

    [Theory]
    [InlineData("1600001027117", TimeUnit.Seconds, "; 13 digits are milliseconds: set input.table.timestampUnit=milliseconds")]
    [InlineData("1600001027117000", TimeUnit.Seconds, "; 16 digits are microseconds: set input.table.timestampUnit=microseconds")]
    [InlineData("1600001027117000", TimeUnit.Milliseconds, "; 16 digits are microseconds: set input.table.timestampUnit=microseconds")]
    [InlineData("1600001027117000000", TimeUnit.Seconds, "; 19 digits are nanoseconds, which are not read: divide by 1,000 and set input.table.timestampUnit=microseconds")]
    [InlineData("1600001027.0", TimeUnit.Milliseconds, "; 10 digits are seconds: set input.table.timestampUnit=seconds")]
    [InlineData("7258118401", TimeUnit.Seconds, "")]
    [InlineData("5", TimeUnit.Milliseconds, "")]
    public void Advice_TimesFarOff_SayWhichUnitFits(string time, TimeUnit unit, string expected) => Assert.Equal(expected, TimeUnits.Advice(time, unit));

    private static CsvLayout Table() => CsvLayouts.Csv("table", new("user", "item", "rating", "timestamp"), new("item", "title", null));

    private static string Explain(RowFault fault, string record, CsvLayout layout, params string[] columns)
    {
        string[] names = columns.Length > 0 ? columns : ["user", "item", "rating", "timestamp"];
        return new RatingRowExplainer(layout, RatingColumns.Resolve(layout, names, "f")).Explain(fault, record);
    }
}
