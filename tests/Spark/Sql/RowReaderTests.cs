using RecPipeline.Formats.Columns;
using RecPipeline.Spark.Arrow;
using RecPipeline.Spark.Sql;

namespace RecPipeline.Spark.Tests.Sql;

public sealed class RowReaderTests
{
    // Microseconds since 1970, as `SELECT unix_micros(timestamp'…Z')` gives them.
    [Theory]
    [InlineData(10_413_792_000_000_001, "2300-01-01 00:00:00.000001")]
    [InlineData(253_402_300_799_999_999, "9999-12-31 23:59:59.999999")]
    [InlineData(-62_135_596_800_000_000, "0001-01-01 00:00:00.000000")]
    [InlineData(-1, "1969-12-31 23:59:59.999999")]
    public void Value_Timestamp_KeepsEveryMicrosecond(long micros, string expected)
    {
        var time = Assert.IsType<DateTime>(RowReader.Value(Times(micros), 0));
        Assert.Equal(expected, time.ToString("yyyy-MM-dd HH:mm:ss.ffffff", System.Globalization.CultureInfo.InvariantCulture));
        Assert.Equal(DateTimeKind.Utc, time.Kind);
    }

    [Theory]
    [InlineData(253_402_300_800_000_000)]
    [InlineData(long.MaxValue)]
    public void Value_TimestampBeyondDateTime_IsRefused(long micros) =>
        Assert.True(Record.Exception(() => RowReader.Value(Times(micros), 0)) is ArgumentOutOfRangeException or OverflowException);

    private static Column<long> Times(long micros) => new(DataType.TimestampMicros, new[] { micros });
}
