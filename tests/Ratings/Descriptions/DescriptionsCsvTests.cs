using System.Text;
using RecPipeline.Ratings.Csv;
using RecPipeline.Ratings.Descriptions;
using RecPipeline.Ratings.Layouts;
using RecPipeline.Ratings.Rows;

namespace RecPipeline.Ratings.Tests.Descriptions;

public class DescriptionsCsvTests
{
    private static readonly DescriptionForm Users = new(new CsvTable(CsvFormat.Of(",", hasHeader: true, quotes: true)), IdType.Int64, "id", "city") { Role = "user" };

    [Fact]
    public void Read_SomeColumnsInAnyOrder_GivesThemByName()
    {
        var rows = Read("x,city, id \r\n1,Oslo, 7 \r\n2,\"Ulm, \"\"Donau\"\"\",8"u8, Users with { Optional = ["x", "none"] });
        Assert.Equal([7, 8], rows.Ids);
        Assert.Equal(["Oslo", "Ulm, \"Donau\""], rows.Texts["city"]);
        Assert.Equal(["1", "2"], rows.Texts["x"]);
        Assert.Equal((2, 2L, 2L, 3L), (rows.Texts.Count, rows.RowsRead, rows.Lines[0], rows.Lines[1]));
        Assert.Equal(["x", "city", "id"], rows.Columns);
    }

    [Fact]
    public void Read_TextIds_LoseTheBlanksAroundThemAndMustNotBeBlank()
    {
        var rows = Read("id,city\n u 1\t,A\n\"  \",B\n,C\n"u8, Users with { IdType = IdType.String });
        Assert.Equal(["u 1"], rows.TextIds);
        Assert.Equal([(3L, RowFault.Number, "id is empty"), (4L, RowFault.Number, "id is empty")], rows.BadRows.Select(bad => (bad.Line, bad.Fault, bad.Why)));
    }

    [Fact]
    public void Read_BadRows_SayWhichFieldHoldsWhat()
    {
        var rows = Read([.. "id,city\n1.0,A\n1\n1,A,B\n\u000112,C\n"u8, .. Encoding.Latin1.GetBytes("4,Orléans\n5,\"open\n")], Users);
        Assert.Equal(
            [
                "user '1.0' (column 'id') is written as 1.0: export whole numbers", "1 field where 2 are wanted", "3 fields where 2 are wanted", "user '\\x0112' (column 'id') is no whole number (if the ids of this file are texts, set clean.idType.user=string)",
                "city is 'Orl\\ufffdans' with bytes that are no UTF-8", "the quote that opens field 2 is never closed",
            ],
            rows.BadRows.Select(bad => bad.Why));
    }

    [Fact]
    public void Read_Latin1WhereItIsAllowed_IsReadFieldByFieldAndCounted()
    {
        var table = new CsvTable(CsvFormat.Of("|", hasHeader: false, quotes: false, TextEncoding.Utf8OrLatin1), "id", "city", "name");
        var form = Users with { Table = table, Texts = ["city", "name"] };
        var rows = Read([.. "1|Orléans|é\n2|"u8, .. Encoding.Latin1.GetBytes("Orléans"), .. "|é\n"u8], form);
        Assert.Equal(["Orléans", "Orléans"], rows.Texts["city"]);
        Assert.Equal(["é", "é"], rows.Texts["name"]);
        Assert.Equal([2], rows.Latin1Lines);
    }

    [Fact]
    public void Read_RepeatedTexts_AreOneObject()
    {
        var rows = Read("id,city\n1,Oslo\n2,Oslo\n"u8, Users);
        Assert.Same(rows.Texts["city"][0], rows.Texts["city"][1]);
    }

    private static DescriptionsTable Read(ReadOnlySpan<byte> bytes, DescriptionForm form) => DescriptionsCsv.Read(new MemoryStream(bytes.ToArray()), "users", form);
}
