using System.Text;
using RecPipeline.Ratings.Records;

namespace RecPipeline.Ratings.Tests.Records;

public class NetflixLinesTests
{
    [Fact]
    public void Rows_take_the_item_of_the_heading_above_them_and_keep_their_line()
    {
        string text = "1:\n7,5,2005-09-06\n\n8,3,2005-9-6\n2:\r\n3 :\n7,4,2000-02-29\r\n9,4,2001-02-29\n7,4\n7,4,2000-01-01,x";
        using var stream = new LineRecordStream(new MemoryStream(Encoding.UTF8.GetBytes(text)), "x", new NetflixLines());
        string[] records = new StreamReader(stream).ReadToEnd().Split('\n');
        Assert.Equal(["7,1,5,1125964800", "", "8,1,3,2005-9-6", "7,3 ,4,951782400", "9,3 ,4,2001-02-29", "\"7,4\"", "\"7,4,2000-01-01,x\"", ""], records);
        Assert.Equal([2L, 3, 4, 7, 8, 9, 10], Enumerable.Range(1, 7).Select(record => stream.LineOf(record)));
    }

    [Fact]
    public void A_rating_before_the_first_heading_is_no_rating()
    {
        using var stream = new LineRecordStream(new MemoryStream("7,5,2005-09-06\n"u8.ToArray()), "x", new NetflixLines());
        Assert.Equal("\"7,5,2005-09-06\"\n", new StreamReader(stream).ReadToEnd());
    }
}
