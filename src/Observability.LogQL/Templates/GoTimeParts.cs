using System.Globalization;

namespace Observability.LogQL.Templates;

/// <summary>The parts of a time, as they are read one after the other.</summary>
internal sealed class GoTimeParts
{
    private int _year;
    private int _month = 1;
    private int _day = 1;
    private int _dayOfYear;
    private int _hour;
    private int _minute;
    private int _second;
    private int _nanosecond;
    private bool? _isAfternoon;
    private TimeSpan? _offset;
    private string _zone = string.Empty;

    /// <summary>Reads what an element of a layout stands for.</summary>
    public bool TryRead(string element, string text, ref int at)
    {
        switch (element)
        {
            case "January" or "Jan":
                return TryReadName(DateTimeFormatInfo.InvariantInfo, element.Length > 3, text, ref at, out _month);
            case "Monday" or "Mon":
                var names = element.Length > 3
                    ? DateTimeFormatInfo.InvariantInfo.DayNames
                    : DateTimeFormatInfo.InvariantInfo.AbbreviatedDayNames;
                return TryFind(names, text, ref at, out _);
            case "2006":
                return TryReadNumber(text, ref at, 4, 4, out _year);
            case "06":
                var isYear = TryReadNumber(text, ref at, 2, 2, out _year);
                _year += _year >= 69 ? 1900 : 2000;
                return isYear;
            case "01" or "1":
                return TryReadNumber(text, ref at, element.Length, 2, out _month);
            case "02" or "2":
                return TryReadNumber(text, ref at, element.Length, 2, out _day);
            case "_2":
                at += at < text.Length && text[at] == ' ' ? 1 : 0;
                return TryReadNumber(text, ref at, 1, 2, out _day);
            case "002":
                return TryReadNumber(text, ref at, 3, 3, out _dayOfYear) && _dayOfYear > 0;
            case "15":
                return TryReadNumber(text, ref at, 2, 2, out _hour);
            case "03" or "3":
                return TryReadNumber(text, ref at, element.Length, 2, out _hour) && _hour <= 12;
            case "04" or "4":
                return TryReadNumber(text, ref at, element.Length, 2, out _minute);
            case "05" or "5":
                return TryReadNumber(text, ref at, element.Length, 2, out _second);
            case "PM" or "pm":
                var isHalf = TryFind(["AM", "PM"], text, ref at, out var half);
                _isAfternoon = half == 1;
                return isHalf;
            case "MST":
                return TryReadZone(text, ref at);
            case ['.' or ',', ..]:
                // A fraction of nines may be missing.
                return TryReadFraction(text, ref at) || element[1] == '9';
            default:
                return TryReadOffset(element, text, ref at);
        }
    }

    /// <summary>Reads a fraction of a second with the point before it.</summary>
    public bool TryReadFraction(string text, ref int at)
    {
        if (at + 1 >= text.Length || text[at] is not ('.' or ',') || !char.IsAsciiDigit(text[at + 1]))
        {
            return false;
        }

        var start = ++at;
        while (at < text.Length && char.IsAsciiDigit(text[at]))
        {
            at++;
        }

        var digits = text[start..at].PadRight(9, '0')[..9];
        _nanosecond = int.Parse(digits, NumberStyles.None, CultureInfo.InvariantCulture);
        return true;
    }

    /// <summary>The time; null where there is none, such as the 30th of February.</summary>
    public GoTime? ToTime(TimeZoneInfo zone)
    {
        var hour = _isAfternoon is { } isAfternoon ? (_hour % 12) + (isAfternoon ? 12 : 0) : _hour;
        var year = Math.Max(_year, 1);
        if (_month is < 1 or > 12 || _day < 1 || _day > DateTime.DaysInMonth(year, _month) || hour > 23 || _minute > 59 || _second > 59)
        {
            return null;
        }

        var (ticks, rest) = Math.DivRem(_nanosecond, (int)TimeSpan.NanosecondsPerTick);
        var local = new DateTime(year, _month, _day, hour, _minute, _second, DateTimeKind.Unspecified)
            .AddTicks(ticks)
            .AddDays(Math.Max(0, _dayOfYear - 1));
        var offset = _offset ?? zone.GetUtcOffset(local);
        var isUtc = _offset is null ? zone.BaseUtcOffset == TimeSpan.Zero && !zone.SupportsDaylightSavingTime : offset == TimeSpan.Zero;
        var name = _zone.Length > 0 ? _zone : isUtc ? "UTC" : string.Empty;
        var utc = local.Ticks - offset.Ticks;
        return utc < DateTime.MinValue.Ticks || utc > DateTime.MaxValue.Ticks
            ? null
            : new GoTime(new DateTimeOffset(local, offset), rest, name);
    }

    private static bool TryReadNumber(string text, ref int at, int least, int most, out int number)
    {
        var end = at;
        while (end < text.Length && end < at + most && char.IsAsciiDigit(text[end]))
        {
            end++;
        }

        number = 0;
        if (end - at < least)
        {
            return false;
        }

        number = int.Parse(text.AsSpan(at, end - at), NumberStyles.None, CultureInfo.InvariantCulture);
        at = end;
        return true;
    }

    private static bool TryReadName(DateTimeFormatInfo names, bool isLong, string text, ref int at, out int month)
    {
        var isMonth = TryFind(isLong ? names.MonthNames : names.AbbreviatedMonthNames, text, ref at, out var index);
        month = index + 1;
        return isMonth;
    }

    private static bool TryFind(string[] names, string text, ref int at, out int index)
    {
        for (index = 0; index < names.Length; index++)
        {
            if (names[index].Length > 0 && text.AsSpan(at).StartsWith(names[index], StringComparison.OrdinalIgnoreCase))
            {
                at += names[index].Length;
                return true;
            }
        }

        return false;
    }

    // An abbreviation of three or four capitals; only UTC and GMT say which time it is.
    private bool TryReadZone(string text, ref int at)
    {
        var end = at;
        while (end < text.Length && end < at + 5 && char.IsAsciiLetterUpper(text[end]))
        {
            end++;
        }

        if (end - at < 3)
        {
            return false;
        }

        _zone = text[at..end];
        _offset ??= _zone is "UTC" or "GMT" ? TimeSpan.Zero : null;
        at = end;
        return true;
    }

    private bool TryReadOffset(string element, string text, ref int at)
    {
        if (element[0] == 'Z' && at < text.Length && text[at] == 'Z')
        {
            at++;
            _offset = TimeSpan.Zero;
            return true;
        }

        if (at >= text.Length || text[at] is not ('+' or '-'))
        {
            return false;
        }

        var sign = text[at++] == '-' ? -1 : 1;
        var numbers = new int[3];
        for (var i = 0; i < element[1..].Replace(":", string.Empty, StringComparison.Ordinal).Length / 2; i++)
        {
            if ((i > 0 && element.Contains(':', StringComparison.Ordinal) && (at >= text.Length || text[at++] != ':'))
                || !TryReadNumber(text, ref at, 2, 2, out numbers[i]))
            {
                return false;
            }
        }

        // .NET has whole minutes up to 14 hours.
        _offset = sign * new TimeSpan(numbers[0], numbers[1], 0);
        return numbers[1] < 60 && _offset.Value.Duration() <= TimeSpan.FromHours(14);
    }
}
