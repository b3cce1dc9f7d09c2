using System.Globalization;
using System.Text;
using RecPipeline.Ratings.Csv;
using Xunit.Abstractions;

namespace RecPipeline.Ratings.Tests.Csv;

public class IsoTimeTests(ITestOutputHelper output)
{
    private const int Seed = 20_261_130;

    [Theory]
    [InlineData("1970-01-01", 0)]
    [InlineData("2020-09-13", 1_599_955_200)]
    [InlineData(" 2020-09-13T12:43 ", 1_600_000_980)]
    [InlineData("2020-09-13 12:43:47", 1_600_001_027)]
    [InlineData("2020-09-13t12:43:47z", 1_600_001_027)]
    [InlineData("2020-09-13T12:43:47.999999999Z", 1_600_001_027)]
    [InlineData("2020-09-13T12:43:47,5", 1_600_001_027)]
    [InlineData("2020-09-13T14:43:47+02:00", 1_600_001_027)]
    [InlineData("2020-09-13 14:43:47 +0200", 1_600_001_027)]
    [InlineData("2020-09-13T07:13:47-05:30", 1_600_001_027)]
    [InlineData("2020-09-13T14:43:47+02", 1_600_001_027)]
    [InlineData("2020-09-13 12:43:47 UTC", 1_600_001_027)]
    [InlineData("1969-12-31T23:59:59.25Z", -1)]
    [InlineData("0001-01-01", -62_135_596_800)]
    [InlineData("9999-12-31T23:59:59Z", 253_402_300_799)]
    public void TryParse_Dates_AreSecondsRoundedDown(string text, long expected)
    {
        Assert.True(IsoTime.TryParse(Encoding.UTF8.GetBytes(text), out long seconds));
        Assert.Equal(expected, seconds);
    }

    [Theory]
    [InlineData("")]
    [InlineData("2020")]
    [InlineData("2020-09")]
    [InlineData("20200913")]
    [InlineData("2020-13-01")]
    [InlineData("2021-02-29")]
    [InlineData("0000-01-01")]
    [InlineData("2020-9-13")]
    [InlineData("13.09.2020")]
    [InlineData("09/13/2020")]
    [InlineData("2020-09-13T")]
    [InlineData("2020-09-13T24:00:00")]
    [InlineData("2020-09-13T12:60:00")]
    [InlineData("2020-09-13T12:00:60")]
    [InlineData("2020-09-13T12:00:00.")]
    [InlineData("2020-09-13T12:00:00+2")]
    [InlineData("2020-09-13T12:00:00+24:00")]
    [InlineData("2020-09-13T12:00:00Zx")]
    [InlineData("2020-09-13 12:43:47 PM")]
    [InlineData("1600001027")]
    public void TryParse_WhatIsNoSuchDate_IsRefused(string text) => Assert.False(IsoTime.TryParse(Encoding.UTF8.GetBytes(text), out _));

    [Fact]
    public void TryParse_RandomTimes_AreThoseOfTheRuntime()
    {
        output.WriteLine($"seed {Seed}");
        var random = new Random(Seed);
        for (int round = 0; round < 20_000; round++)
        {
            var time = new DateTimeOffset(DateTime.MinValue.AddDays(2).AddSeconds(random.NextInt64(315_537_000_000)), TimeSpan.FromMinutes(random.Next(-840, 841)));
            string text = time.ToString(random.Next(2) == 0 ? "yyyy-MM-ddTHH:mm:ss.fffzzz" : "yyyy-MM-dd HH:mm:sszzz", CultureInfo.InvariantCulture);
            Assert.True(IsoTime.TryParse(Encoding.UTF8.GetBytes(text), out long seconds), text);
            Assert.Equal(time.ToUnixTimeSeconds(), seconds);
        }
    }
}
