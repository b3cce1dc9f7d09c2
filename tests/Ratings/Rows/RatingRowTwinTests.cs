using System.Text;
using RecPipeline.Ratings.Csv;
using RecPipeline.Ratings.Layouts;
using RecPipeline.Ratings.Rows;
using Xunit.Abstractions;

namespace RecPipeline.Ratings.Tests.Rows;

/// <summary>The fast row parser and the plain one agree on every row, however dirty, for any chunk size and number of threads.</summary>
public class RatingRowTwinTests(ITestOutputHelper output)
{
    private const int Seed = 20_260_511;

    [Theory]
    [InlineData(1, 1)]
    [InlineData(1, 17)]
    [InlineData(2, 100)]
    [InlineData(7, 999)]
    [InlineData(2, 1 << 20)]
    public void Read_RandomDirtyRows_GivesWhatThePlainTwinGives(int threads, int chunkBytes)
    {
        output.WriteLine($"seed {Seed}");
        byte[] file = DirtyFile(new Random(Seed), rows: 6000);
        var plain = CsvTestFiles.Rows(RatingsCsv.ReadPlain(new MemoryStream(file), "ratings.csv", CsvLayouts.MovieLens));
        // A stray quote takes lines into its record.
        Assert.InRange(plain.Count, 5000, 5999);
        Assert.Equal(5, plain.Select(row => row.Fault).Distinct().Count());
        Assert.Equal(plain, CsvTestFiles.Read(file, CsvLayouts.MovieLens, threads, chunkBytes));
    }

    [Theory]
    [InlineData(",")]
    [InlineData(" ")]
    [InlineData(".")]
    [InlineData("0")]
    [InlineData("-")]
    public void Read_AnySeparator_GivesWhatThePlainTwinGives(string separator)
    {
        var layout = CsvLayouts.MovieLens1M with
        {
            Ratings = CsvLayouts.MovieLens1M.Ratings with { Format = CsvFormat.Of(separator, hasHeader: false, quotes: false) },
        };
        byte[] file = Encoding.UTF8.GetBytes(string.Join('\n', "1,31,2.5,1260759144", "1,2,3,4", "12,3,4.0,5", "1.5,2,3,4").Replace(",", separator));
        var plain = CsvTestFiles.Rows(RatingsCsv.ReadPlain(new MemoryStream(file), "u.data", layout));
        Assert.Equal(plain, CsvTestFiles.Read(file, layout));
    }

    [Theory]
    [InlineData("movielens-1m")]
    [InlineData("movielens-100k")]
    [InlineData("youtube")]
    [InlineData("no timestamp")]
    [InlineData("long separator")]
    [InlineData("one column twice")]
    public void Read_RandomDirtyRowsOfOtherLayouts_GivesWhatThePlainTwinGives(string name)
    {
        output.WriteLine($"seed {Seed}");
        var layout = Layout(name);
        byte[] file = DirtyFile(new Random(Seed), rows: 6000, Encoding.UTF8.GetString(layout.Ratings.Format.Separator), layout.Ratings.Format.HasHeader ? string.Join(',', HeaderOf(layout)) : null);
        var plain = CsvTestFiles.Rows(RatingsCsv.ReadPlain(new MemoryStream(file), "ratings.csv", layout));
        Assert.InRange(plain.Count, layout.Ratings.Format.Quotes ? 4000 : 6000, 6000);
        Assert.InRange(plain.Count(row => row.Fault == RowFault.None), name == "one column twice" ? 0 : 1000, 5500);
        foreach (int chunkBytes in (int[])[1, 100, 1 << 20])
            Assert.Equal(plain, CsvTestFiles.Read(file, layout, 2, chunkBytes));
    }

    [Theory]
    [InlineData("movielens", "Common")]
    [InlineData("movielens-100k", "Common")]
    [InlineData("movielens-1m", "Numbers")]
    [InlineData("long separator", "Numbers")]
    [InlineData("youtube", "Numbers")]
    [InlineData("no timestamp", "Numbers")]
    [InlineData("one column twice", "None")]
    public void FastForm_EveryLayout_IsTheFastestThatFits(string name, string form)
    {
        var layout = Layout(name);
        string[]? header = !layout.Ratings.Format.HasHeader ? null : name == "movielens" ? ["userId", "movieId", "rating", "timestamp"] : HeaderOf(layout);
        Assert.Equal(form, RatingColumns.Resolve(layout, header, "ratings.csv").FastForm.ToString());
    }

    [Fact]
    public void VectorRow_RandomRows_GivesWhatTheScalarTwinGivesOrGivesUp()
    {
        Assert.True(VectorRatingRow.IsSupported || !System.Runtime.Intrinsics.X86.Avx2.IsSupported);
        output.WriteLine($"seed {Seed}, vectors {(VectorRatingRow.IsSupported ? "in hardware" : "in software")}");
        byte[] file = [.. DirtyFile(new Random(Seed), rows: 50_000), .. new byte[RecordBlock.Slack]];
        var (read, all) = (0, 0);
        for (int at = 0; at < file.Length - RecordBlock.Slack; at += file.AsSpan(at).IndexOf((byte)'\n') + 1)
        {
            int scalar = FastRatingRow.TryParseScalar(ref file[at], (byte)',', out long user, out long item, out float rating, out long timestamp);
            int vector = VectorRatingRow.TryParse(ref file[at], (byte)',', out long u, out long i, out float r, out long t);
            Assert.True(vector == 0 || (vector, u, i, r, t) == (scalar, user, item, rating, timestamp), $"row at {at}");
            (read, all) = (read + (vector > 0 ? 1 : 0), all + (scalar > 0 ? 1 : 0));
        }
        Assert.InRange(read, all / 4, all);
    }

    [Fact]
    public void Read_NumbersOfEveryLength_GivesWhatThePlainTwinGives()
    {
        var lines = Enumerable.Range(1, 22).Select(n => $"{new string('9', n)},{new string('7', 23 - n)},4.5,{new string('1', n)}\r\n");
        byte[] file = Encoding.UTF8.GetBytes("userId,movieId,rating,timestamp\n" + string.Concat(lines));
        var plain = CsvTestFiles.Rows(RatingsCsv.ReadPlain(new MemoryStream(file), "ratings.csv", CsvLayouts.MovieLens));
        Assert.Equal(19 - 4, plain.Count(row => row.Fault == RowFault.None));
        Assert.Equal(plain, CsvTestFiles.Read(file, CsvLayouts.MovieLens));
    }

    private static CsvLayout Layout(string name) => name switch
    {
        "no timestamp" => CsvLayouts.Csv(name, new("u", "i", "n", null), new("i", "t", null)),
        "one column twice" => CsvLayouts.Csv(name, new("u", "u", "n", "t"), new("u", "t", null)),
        "long separator" => CsvLayouts.MovieLens1M with { Ratings = CsvLayouts.MovieLens1M.Ratings with { Format = CsvFormat.Of(" ;\0\0\0\0\0\0", hasHeader: false, quotes: true) } },
        _ => CsvLayouts.Named(name),
    };

    // Four columns in an order that is not the common one, or three.
    private static string[] HeaderOf(CsvLayout layout) => layout.RatingNames is { Timestamp: { } time } names
        ? [time, names.User, names.Item == names.User ? "other" : names.Item, names.Rating!]
        : [layout.RatingNames.Rating!, layout.RatingNames.User, layout.RatingNames.Item];

    // Good rows, then up to three random edits of bytes that matter to a parser.
    private static byte[] DirtyFile(Random random, int rows, string separator = ",", string? header = "userId,movieId,rating,timestamp")
    {
        var bytes = new List<byte>(Encoding.UTF8.GetBytes(header is null ? "" : header + "\n"));
        byte[] strange = [.. "0123456789.,,\"\" -+eE\r\t\0x:;"u8, 0xFF, 0xC3, 0xA9];
        for (int row = 0; row < rows; row++)
        {
            var record = new List<byte>(Encoding.UTF8.GetBytes(string.Join(separator, Fields(random, header))));
            if (random.Next(20) == 0)
                record.Clear();
            for (int edits = random.Next(-4, 4); edits > 0 && record.Count > 0; edits--)
                Edit(random, record, strange[random.Next(strange.Length)]);
            bytes.AddRange(record);
            bytes.AddRange(random.Next(3) == 0 ? "\r\n"u8.ToArray() : "\n"u8.ToArray());
        }
        return [.. bytes];
    }

    // In the common order, or integers that fit any column and at the end, where youtube has its watch time, often a fraction.
    private static string[] Fields(Random random, string? header) => header is null or "userId,movieId,rating,timestamp"
        ? [$"{random.NextInt64(1L << random.Next(1, 40))}", $"{(random.Next(30) == 0 ? "0" : "")}{random.Next(1, 200_000)}", $"{random.Next(0, 12) / 2.0:0.0#}", $"{random.Next()}"]
        : [.. header.Split(',').Select((_, i) => $"{(random.Next(30) == 0 ? "0" : "")}{random.NextInt64(1L << random.Next(1, 40))}{(i == 3 && random.Next(2) == 0 ? $".{random.Next(1000)}" : "")}")];

    private static void Edit(Random random, List<byte> record, byte value)
    {
        int at = random.Next(record.Count);
        if (random.Next(3) == 0)
            record.RemoveAt(at);
        else if (random.Next(2) == 0)
            record.Insert(at, value);
        else
            record[at] = value;
    }
}
