using System.Globalization;
using Observability.StandIns.Documents.Http;

namespace Observability.StandIns.Documents.Dates;

/// <summary>A time zone: <c>UTC</c>, <c>+01:00</c> or <c>Europe/Berlin</c>.</summary>
internal sealed class Zone
{
    private const long Day = 86_400_000;
    private static readonly long s_least = DateTimeOffset.MinValue.ToUnixTimeMilliseconds() + (2 * Day);
    private static readonly long s_most = DateTimeOffset.MaxValue.ToUnixTimeMilliseconds() - (2 * Day);
    private readonly TimeZoneInfo? _rules;
    private readonly long _offset;

    private Zone(TimeZoneInfo? rules, long offset) => (_rules, _offset) = (rules, offset);

    /// <summary>The zone of no offset.</summary>
    public static Zone Utc { get; } = new(null, 0);

    /// <summary>True where the offset never changes.</summary>
    public bool IsFixed => _rules is null;

    /// <summary>Parses the name of a zone.</summary>
    /// <exception cref="ApiException">There is no such zone.</exception>
    public static Zone Parse(string name)
    {
        if (name is "UTC" or "Z" or "utc" or "z" or "GMT")
        {
            return Utc;
        }

        if (name.Length > 0 && name[0] is '+' or '-')
        {
            return TryParseOffset(name, out var offset) ? new Zone(null, offset) : throw Unknown(name);
        }

        try
        {
            return name.Length is > 0 and < 64 ? new Zone(TimeZoneInfo.FindSystemTimeZoneById(name), 0) : throw Unknown(name);
        }
        catch (Exception error) when (error is TimeZoneNotFoundException or InvalidTimeZoneException or System.Security.SecurityException)
        {
            throw Unknown(name);
        }
    }

    /// <summary>Parses <c>+01:00</c>, <c>+0100</c> and <c>+01</c> to milliseconds.</summary>
    public static bool TryParseOffset(ReadOnlySpan<char> text, out long offset)
    {
        offset = 0;
        Span<char> digits = stackalloc char[4];
        var count = 0;
        foreach (var character in text[1..])
        {
            if (character == ':' && count == 2)
            {
                continue;
            }

            if (!char.IsAsciiDigit(character) || count == 4)
            {
                return false;
            }

            digits[count++] = character;
        }

        if (count is not (2 or 4))
        {
            return false;
        }

        var hours = int.Parse(digits[..2], CultureInfo.InvariantCulture);
        var minutes = count == 4 ? int.Parse(digits[2..4], CultureInfo.InvariantCulture) : 0;
        offset = ((hours * 60L) + minutes) * 60_000 * (text[0] == '-' ? -1 : 1);
        return hours <= 18 && minutes < 60;
    }

    /// <summary>What local time is ahead of UTC at a moment, in milliseconds.</summary>
    public long OffsetAt(long moment) =>
        _rules is null ? _offset : (long)_rules.GetUtcOffset(
            DateTimeOffset.FromUnixTimeMilliseconds(Math.Clamp(moment, s_least, s_most))).TotalMilliseconds;

    /// <summary>The moment of a local time. One that a change of clocks leaves out is as much later; of two it is the first.</summary>
    public long ToMoment(long local)
    {
        if (_rules is null)
        {
            return local - _offset;
        }

        var before = OffsetAt(local - Day);
        var after = OffsetAt(local + Day);
        var first = local - Math.Max(before, after);
        var second = local - Math.Min(before, after);
        return OffsetAt(first) == local - first ? first : OffsetAt(second) == local - second ? second : local - before;
    }

    private static ApiException Unknown(string name) => ApiErrors.IllegalArgument(
        $"failed to parse time zone [{name}]: there is no such zone");
}
