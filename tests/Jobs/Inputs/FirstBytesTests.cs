using System.Text;
using RecPipeline.Jobs.Inputs;

namespace RecPipeline.Jobs.Tests.Inputs;

/// <summary>What a file is, by its first bytes alone.</summary>
public sealed class FirstBytesTests
{
    private const string Csv = "userId,movieId,rating,timestamp\n1,31,2.5,1260759144\n1,1029,3.0,1260759179\n";

    [Theory]
    [InlineData("1F8B0800", "Gzip")]
    [InlineData("28B52FFD2400", "Zstd")]
    [InlineData("502A4D1804000000", "Zstd")]
    [InlineData("425A6839314159265359AA", "Bzip2")]
    [InlineData("425A683917724538509000000000", "Bzip2")]
    [InlineData("504B0304140000000800", "Zip")]
    [InlineData("504B03041400000008005B436F6E74656E745F54797065735D2E786D6C", "Excel")]
    [InlineData("D0CF11E0A1B11AE1", "Excel")]
    [InlineData("FD377A585A000004", "Xz")]
    [InlineData("377ABCAF271C0004", "SevenZip")]
    [InlineData("526172211A0700", "Rar")]
    [InlineData("04224D186440A7", "Lz4")]
    [InlineData("FF060000734E61507059", "Snappy")]
    [InlineData("1F9D90", "Compress")]
    [InlineData("5041523115041500", "Parquet")]
    [InlineData("4F52430000000A03", "Orc")]
    [InlineData("4F626A0104166176726F", "Avro")]
    [InlineData("4152524F57310000", "Arrow")]
    [InlineData("255044462D312E370A", "Pdf")]
    [InlineData("7F454C46020101000000", "Binary")]
    [InlineData("", "Empty")]
    public void Of_Signature_IsThatKind(string bytes, string kind) => Assert.Equal(kind, FirstBytes.Of(Convert.FromHexString(bytes)).ToString());

    [Theory]
    [InlineData(Csv)]
    [InlineData("1::122::5::838985046\n")]
    [InlineData("1\u00012\u00015\u0001838985046\n")]
    [InlineData("PAR1,ORC,rating\n1,2,3\n")]
    [InlineData("ORCID,item,rating\n0000-1,2,3\n")]
    [InlineData("BZh91,item,rating\n1,2,3\n")]
    [InlineData("{\"user\": 1, \"item\": 2}\n")]
    [InlineData("größe,ö,ß\n")]
    [InlineData("a")]
    [InlineData("\uFEFFuser,item\n")]
    public void Of_Text_IsText(string text)
    {
        Assert.Equal(InputKind.Text, FirstBytes.Of(Encoding.UTF8.GetBytes(text)));
        Assert.Equal(InputKind.Text, FirstBytes.Of(Encoding.Latin1.GetBytes(text)));
    }

    [Fact]
    public void Of_WideText_IsNamedWithAndWithoutItsMark()
    {
        foreach (bool isBig in new[] { false, true })
            foreach (bool hasMark in new[] { false, true })
            {
                Assert.Equal(InputKind.Utf16, FirstBytes.Of(Bytes(new UnicodeEncoding(isBig, hasMark))));
                Assert.Equal(InputKind.Utf32, FirstBytes.Of(Bytes(new UTF32Encoding(isBig, hasMark))));
            }
        static byte[] Bytes(Encoding encoding) => [.. encoding.GetPreamble(), .. encoding.GetBytes(Csv)];
    }

    [Theory]
    [InlineData("<!DOCTYPE html>\n<html><body>404</body></html>", "Html")]
    [InlineData("\uFEFF\n <HTML lang='en'>", "Html")]
    [InlineData("<?xml version=\"1.0\"?><Error><Code>AccessDenied</Code></Error>", "Xml")]
    public void Of_Markup_IsNoTable(string text, string kind) => Assert.Equal(kind, FirstBytes.Of(Encoding.UTF8.GetBytes(text)).ToString());

    [Fact]
    public void Of_Tar_IsSeenAtItsPlace()
    {
        var header = new byte[512];
        Encoding.ASCII.GetBytes("ratings.csv").CopyTo(header, 0);
        Encoding.ASCII.GetBytes("ustar").CopyTo(header, 257);
        Assert.Equal(InputKind.Tar, FirstBytes.Of(header));
    }

    // One control character in a long text is a bad row, not another kind of file.
    [Fact]
    public void Of_TextWithFewControls_IsText() => Assert.Equal(InputKind.Text, FirstBytes.Of(Encoding.UTF8.GetBytes(Csv + "1,2\0,3,4\n")));

    [Fact]
    public void Words_EveryKind_HasWordsAndAdviceOfItsOwn()
    {
        var kinds = Enum.GetValues<InputKind>();
        Assert.Equal(kinds.Length, kinds.Select(kind => kind.Words()).Distinct().Count());
        Assert.All(kinds, kind => Assert.EndsWith(".", kind.Advice().TrimEnd(')'), StringComparison.Ordinal));
    }
}
