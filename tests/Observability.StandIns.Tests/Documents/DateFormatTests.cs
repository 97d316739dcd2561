using Observability.StandIns.Documents.Dates;

namespace Observability.StandIns.Tests.Documents;

/// <summary>Dates in Java's patterns: zones and the digits of a second, which .NET knows otherwise.</summary>
public sealed class DateFormatTests
{
    [Theory]
    [InlineData("date_time", "2026-11-26T01:02:03.123Z", "UTC")]
    [InlineData("date_time", "2026-11-26T01:02:03.123+01:00", "+01:00")]
    [InlineData("date_time", "2026-11-26T01:02:03.123-03:30", "-03:30")]
    [InlineData("date_time_no_millis", "2026-11-26T01:02:03+01:00", "Europe/Berlin")]
    [InlineData("basic_date_time_no_millis", "20261126T010203Z", "UTC")]
    [InlineData("yyyy-MM-dd HH:mmX", "2026-11-26 01:02+01", "+01:00")]
    [InlineData("yyyy-MM-dd HH:mmX", "2026-11-26 01:02+0530", "+05:30")]
    [InlineData("yyyy-MM-dd HH:mmXX", "2026-11-26 01:02+0100", "+01:00")]
    [InlineData("yyyy-MM-dd HH:mmxxx", "2026-11-26 01:02+00:00", "UTC")]
    [InlineData("yyyy/MM/dd HH:mm:ss Z", "2026/11/26 01:02:03 +0000", "UTC")]
    [InlineData("yyyy-MM-dd'T'HH:mm:ss.SSSSSSSSSXXX", "2026-11-26T01:02:03.123000000Z", "UTC")]
    [InlineData("yyyyMMdd HHmmss.SSSSSSSS", "20261126 010203.12300000", "UTC")]
    [InlineData("yyyy-MM-dd", "2026-11-26", "Europe/Berlin")]
    public void Date_InAPattern_IsReadAndWrittenAsItWas(string pattern, string text, string zone)
    {
        var format = DateFormat.Parse(pattern);

        Assert.True(format.TryParse(text, Zone.Parse(zone), roundUp: false, out var moment));
        Assert.Equal(text, format.Write(moment, Zone.Parse(zone)));
    }

    [Theory]
    [InlineData("yyyy-MM-dd'T'HHXXX", "+15:00", "1970-01-01T15+15:00")]
    [InlineData("yyyy-MM-dd'T'HHXXX", "-18:00", "1969-12-31T06-18:00")]
    [InlineData("d", "+01:00", "1")]
    [InlineData("X", "UTC", "Z")]
    public void Date_InAZone_IsWritten(string pattern, string zone, string text) =>
        Assert.Equal(text, DateFormat.Parse(pattern).Write(0, Zone.Parse(zone)));

    [Theory]
    [InlineData("date_time", "2026-11-26T01:02:03.123")]
    [InlineData("date_time", "2026-11-26T01:02:03.123 Z")]
    [InlineData("yyyy/MM/dd HH:mm:ss Z", "2026/11/26 01:02:03 Z")]
    public void Date_ThatIsNotOfThePattern_IsRefused(string pattern, string text) =>
        Assert.False(DateFormat.Parse(pattern).TryParse(text, Zone.Utc, roundUp: false, out _));
}
