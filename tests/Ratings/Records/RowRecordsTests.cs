using System.Text;
using RecPipeline.Formats.Columns;
using RecPipeline.Ratings.Layouts;
using RecPipeline.Ratings.Records;

namespace RecPipeline.Ratings.Tests.Records;

/// <summary>Every type of column as the text that the row parser gets.</summary>
public class RowRecordsTests
{
    private static readonly RatingNames Names = new("u", "i", "r", "t");
    private static readonly Dictionary<string, string?> None = [];

    public static TheoryData<string, DataType, string[]> Columns => new()
    {
        { "u", DataType.Int8, ["-1", "2"] },
        { "u", DataType.UInt64, ["18446744073709551615", "2"] },
        { "u", DataType.Float64, ["9007199254740991", "2.5"] },
        { "u", DataType.Float32, ["16777215", "-3"] },
        { "i", new DecimalType(20, 2), ["12.34", "-5"] },
        { "i", DataType.Utf8, ["007", "\"a,\"\"b\""] },
        { "i", DataType.Binary, ["x", ""] },
        { "r", DataType.Float32, ["16777215", "-3"] },
        { "t", DataType.Date32, ["-86400", "1599955200"] },
        { "t", DataType.TimestampMicros, ["-1", "1600000000"] },
        { "t", DataType.Timestamp(TimestampUnit.Seconds, true), ["-1", "1600000000"] },
        { "t", DataType.Timestamp(TimestampUnit.Millis, false), ["-1", "1600000000"] },
        { "t", DataType.Timestamp(TimestampUnit.Nanos, true), ["-1", "1600000000"] },
    };

    [Theory]
    [MemberData(nameof(Columns))]
    public void A_value_is_the_field_that_a_csv_would_have(string name, DataType type, string[] expected)
    {
        var records = Records(name, Values(type));
        Assert.Equal(expected, records.Select(record => Field(record, name)));
        Assert.Equal("", Mistake(name, type));
    }

    [Fact]
    public void Ratings_have_no_exponent()
    {
        Assert.Equal(["0.1", "0.0000001"], Records("r", new Column<float>(DataType.Float32, new[] { 0.1f, 1e-7f })).Select(record => Field(record, "r")));
        Assert.Equal(["1000000000000000000000", "-0.0000012"], Records("r", new Column<double>(DataType.Float64, new[] { 1e21, -1.2e-6 })).Select(record => Field(record, "r")));
    }

    [Fact]
    public void A_null_is_an_empty_field()
    {
        var column = new Column<long>(DataType.Int64, new long[] { 5, 6 }, Bitmap.Of(2, row => row == 1));
        Assert.Equal(["", "6"], Records("u", column).Select(record => Field(record, "u")));
    }

    [Fact]
    public void A_float_too_large_to_tell_neighbouring_ids_apart_is_no_whole_number()
    {
        var records = Records("u", new Column<double>(DataType.Float64, new[] { 9007199254740992.0, double.NaN }));
        Assert.Equal(["9.0071992547409920E+015", "NaN"], records.Select(record => Field(record, "u")));
    }

    [Theory]
    [InlineData("u")]
    [InlineData("i")]
    [InlineData("r")]
    public void A_time_is_no_id_and_no_rating(string name) =>
        Assert.Equal($"column '{name}' is timestampmicros, which holds no {name switch { "u" => "user id", "i" => "item id", _ => "rating" }}", Mistake(name, DataType.TimestampMicros));

    [Fact]
    public void Columns_that_are_missing_or_of_a_wrong_type_are_named_together() => Assert.Equal(
        "there is no column 'u' (user id) and column 'r' is boolean, which holds no rating and column 't' is list<int64>, which holds no time",
        RowRecords.Mistake(FieldList.Of(new("i", DataType.Int64), new("r", DataType.Boolean), new("t", DataType.List(DataType.Int64))), None, Names));

    [Fact]
    public void Folders_name_columns_that_the_file_lacks()
    {
        var batch = new RecordBatch(FieldList.Of(new("i", DataType.Int64), new("r", DataType.Int64)), Int64(1, 2), Int64(3, 4));
        var buffer = new RecordBuffer();
        RowRecords.Write(batch, new Dictionary<string, string?> { ["u"] = "ann, b", ["i"] = "no", ["t"] = null }, Names, 1, 1, buffer);
        Assert.Equal("\"ann, b\",2,4,\n", Encoding.UTF8.GetString(buffer.Bytes));
    }

    [Fact]
    public void A_stream_of_batches_has_a_line_for_every_row()
    {
        var batches = Enumerable.Range(0, 3).Select(at => Batch("u", Int64(at, at + 10)));
        using var stream = new BatchRecordStream(batches, None, Names, 6);
        Assert.Equal("0,1,1,1\n10,1,1,1\n1,1,1,1\n11,1,1,1\n2,1,1,1\n12,1,1,1\n", new StreamReader(stream).ReadToEnd());
        Assert.Equal((6, 6), (stream.Position, stream.Length));
    }

    [Fact]
    public void A_timestamp_knows_its_unit()
    {
        var table = FieldList.Of(new("u", DataType.Int64), new("i", DataType.Int64), new("r", DataType.Float32), new("t", DataType.TimestampMicros));
        Assert.Equal("column 't' is timestampmicros, which needs no unit: leave input.table.timestampUnit=seconds", RowRecords.Mistake(table, None, Names, TimeUnit.Milliseconds));
        Assert.Equal("", RowRecords.Mistake(table, None, Names));
    }

    private static string Mistake(string name, DataType type) =>
        RowRecords.Mistake(new FieldList([.. "uirt".Select(letter => new Field(letter.ToString(), letter.ToString() == name ? type : DataType.Int64))]), None, Names);

    private static string[] Records(string name, Column column)
    {
        var buffer = new RecordBuffer();
        RowRecords.Write(Batch(name, column), None, Names, 0, column.Length, buffer);
        return Encoding.UTF8.GetString(buffer.Bytes).TrimEnd('\n').Split('\n');
    }

    private static RecordBatch Batch(string name, Column column)
    {
        var columns = "uirt".Select(letter => letter.ToString() == name ? column : Int64(1, 1)).ToArray();
        return new RecordBatch(new FieldList([.. "uirt".Select((letter, at) => new Field(letter.ToString(), columns[at].Type, columns[at].HasNulls))]), columns);
    }

    private static Column<long> Int64(params long[] values) => new(DataType.Int64, values);

    private static string Field(string record, string name)
    {
        int at = "uirt".IndexOf(name, StringComparison.Ordinal);
        string rest = string.Join(',', record.Split(',')[at..]);
        return rest[..^string.Concat(Enumerable.Repeat(",1", 3 - at)).Length];
    }

    private static Column Values(DataType type) => type switch
    {
        ScalarType { Kind: ScalarKind.Int8 } => new Column<sbyte>(type, new sbyte[] { -1, 2 }),
        ScalarType { Kind: ScalarKind.UInt64 } => new Column<ulong>(type, new[] { ulong.MaxValue, 2UL }),
        ScalarType { Kind: ScalarKind.Float64 } => new Column<double>(type, new[] { 9007199254740991, 2.5 }),
        ScalarType { Kind: ScalarKind.Float32 } => new Column<float>(type, new float[] { 16777215, -3 }),
        DecimalType => new Column<Int128>(type, new Int128[] { 1234, -500 }),
        ScalarType { Kind: ScalarKind.Utf8 } => StringColumns.Of(["007", "a,\"b"]),
        ScalarType { Kind: ScalarKind.Binary } => new BinaryColumn(new[] { 0, 1, 1 }, "x"u8.ToArray()),
        ScalarType { Kind: ScalarKind.Date32 } => new Column<int>(type, new[] { -1, 18518 }),
        ForeignTimestampType { Unit: var unit } => new Column<long>(type, Times(unit)),
        _ => new Column<long>(type, Times(TimestampUnit.Micros)),
    };

    private static long[] Times(TimestampUnit unit) => unit switch
    {
        TimestampUnit.Seconds => [-1, 1_600_000_000],
        TimestampUnit.Millis => [-1, 1_600_000_000_999],
        TimestampUnit.Micros => [-1, 1_600_000_000_999_999],
        _ => [-1, 1_600_000_000_999_999_999],
    };
}
