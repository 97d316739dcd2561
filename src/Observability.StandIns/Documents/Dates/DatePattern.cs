using System.Globalization;
using System.Text;
using Observability.StandIns.Documents.Http;

namespace Observability.StandIns.Documents.Dates;

/// <summary>One way of writing dates: a name, or a pattern of Java's letters.</summary>
internal abstract class DatePattern
{
    // The names that differ from a pattern are parsed by hand; a name with strict_ before it wants every digit, which these do too.
    private static readonly Dictionary<string, string> s_patterns = new(StringComparer.Ordinal)
    {
        ["basic_date"] = "yyyyMMdd", ["basic_date_time"] = "yyyyMMdd'T'HHmmss.SSSXXX", ["basic_date_time_no_millis"] = "yyyyMMdd'T'HHmmssXXX",
        ["date"] = "yyyy-MM-dd", ["date_hour_minute"] = "yyyy-MM-dd'T'HH:mm", ["date_hour_minute_second"] = "yyyy-MM-dd'T'HH:mm:ss",
        ["date_hour_minute_second_millis"] = "yyyy-MM-dd'T'HH:mm:ss.SSS", ["date_hour_minute_second_fraction"] = "yyyy-MM-dd'T'HH:mm:ss.SSS",
        ["date_time"] = "yyyy-MM-dd'T'HH:mm:ss.SSSXXX", ["date_time_no_millis"] = "yyyy-MM-dd'T'HH:mm:ssXXX",
        ["year"] = "yyyy", ["year_month"] = "yyyy-MM", ["year_month_day"] = "yyyy-MM-dd",
    };

    /// <summary>Parses one.</summary>
    /// <exception cref="ApiException">It is none.</exception>
    public static DatePattern Parse(string text) => text switch
    {
        "epoch_millis" => new EpochPattern(1),
        "epoch_second" => new EpochPattern(1000),
        "strict_date_optional_time" or "date_optional_time" or "strict_date_optional_time_nanos" or "iso8601" => new IsoPattern(),
        _ => new LetterPattern(s_patterns.GetValueOrDefault(text.StartsWith("strict_", StringComparison.Ordinal) ? text[7..] : text, text)),
    };

    /// <summary>Parses a date to milliseconds since 1970.</summary>
    public abstract bool TryParse(ReadOnlySpan<char> text, Zone zone, bool roundUp, out long moment);

    /// <summary>Writes a date.</summary>
    public abstract string Write(long moment, Zone zone);

    private sealed class EpochPattern(int unit) : DatePattern
    {
        public override bool TryParse(ReadOnlySpan<char> text, Zone zone, bool roundUp, out long moment)
        {
            moment = 0;
            if (!decimal.TryParse(
                text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number)
                || decimal.Abs(number) > 900_000_000_000_000_000m / unit)
            {
                return false;
            }

            moment = (long)decimal.Floor(number * unit);
            return true;
        }

        public override string Write(long moment, Zone zone) => unit == 1
            ? moment.ToString(CultureInfo.InvariantCulture)
            : ((decimal)moment / unit).ToString("0.###", CultureInfo.InvariantCulture);
    }

    /// <summary>ISO 8601, of which the end may be left open: <c>2026</c>, <c>2026-11-26T01:02Z</c>, <c>2026-11-26T01:02:03.123456+01:00</c>.</summary>
    private sealed class IsoPattern : DatePattern
    {
        public override bool TryParse(ReadOnlySpan<char> text, Zone zone, bool roundUp, out long moment)
        {
            moment = 0;
            var reader = new Digits(text);
            if (!reader.TryRead(4, out var year) || year == 0)
            {
                return false;
            }

            Span<int> parts = roundUp ? [year, 12, 31, 23, 59, 59, 999] : [year, 1, 1, 0, 0, 0, 0];
            var given = 1;
            ReadOnlySpan<char> separators = "--T::.";
            for (; given < 7 && reader.TrySkip(separators[given - 1]); given++)
            {
                if (given == 3 && reader.IsAtEnd)
                {
                    // A date may end in its T.
                    break;
                }

                if (!(given == 6 ? reader.TryReadFraction(out parts[6]) : reader.TryRead(2, out parts[given])))
                {
                    return false;
                }
            }

            if (roundUp && given < 3)
            {
                parts[2] = given < 2 || parts[1] is >= 1 and <= 12 ? DateTime.DaysInMonth(year, parts[1]) : 0;
            }

            if (!TryReadZone(reader.Rest, given > 3, out var offset) || !TryMakeLocal(parts, out var local))
            {
                return false;
            }

            moment = offset is { } ahead ? local - ahead : zone.ToMoment(local);
            return true;
        }

        public override string Write(long moment, Zone zone) => DateFormat.WriteIso(moment, zone);

        private static bool TryReadZone(ReadOnlySpan<char> rest, bool mayHave, out long? offset)
        {
            long ahead = 0;
            var isRight = rest.IsEmpty || (mayHave && (rest is "Z" || (rest[0] is '+' or '-' && Zone.TryParseOffset(rest, out ahead))));
            offset = rest.IsEmpty ? null : ahead;
            return isRight;
        }

        private static bool TryMakeLocal(ReadOnlySpan<int> parts, out long local)
        {
            local = 0;
            if (parts[1] is < 1 or > 12 || parts[2] < 1 || parts[2] > DateTime.DaysInMonth(parts[0], parts[1]) || parts[3] > 23 || parts[4] > 59 || parts[5] > 59)
            {
                return false;
            }

            local = (
                new DateTime(
                    parts[0], parts[1], parts[2], parts[3], parts[4],
                    parts[5]) - DateTime.UnixEpoch).Ticks / TimeSpan.TicksPerMillisecond + parts[6];
            return true;
        }
    }

    private sealed class LetterPattern : DatePattern
    {
        // Where the zone stands in the format: it is written by hand, since a DateTimeOffset goes no further than 14 hours.
        private const char ZoneMark = '\u0001';

        // .NET reads and writes no more digits of a second.
        private const int MostDecimals = 7;
        private readonly string _format;
        private readonly string[] _read;
        private readonly string? _zone;
        private readonly int _decimals;

        public LetterPattern(string pattern)
        {
            (_format, _zone, _decimals) = Translate(pattern);
            var withOffset = _format.Replace(ZoneMark.ToString(), "zzz", StringComparison.Ordinal);

            // X is a Z as well as an offset, x and Z are an offset only; one letter alone needs no minutes.
            _read =
            [
                withOffset,
                .. _zone is ['X', ..] ? [_format.Replace(ZoneMark.ToString(), "'Z'", StringComparison.Ordinal)] : Array.Empty<string>(),
                .. _zone is "X" or "x" ? [_format.Replace(ZoneMark.ToString(), "zz", StringComparison.Ordinal)] : Array.Empty<string>(),
            ];
            if (_decimals > MostDecimals)
            {
                var all = new string('f', MostDecimals);
                _format = _format.Replace(all, $"{all}'{new string('0', _decimals - MostDecimals)}'", StringComparison.Ordinal);
            }
        }

        public override bool TryParse(ReadOnlySpan<char> text, Zone zone, bool roundUp, out long moment)
        {
            moment = 0;
            if (!DateTimeOffset.TryParseExact(
                _decimals > MostDecimals ? Shorten(text) : text, _read, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal,
                out var date))
            {
                return false;
            }

            var milliseconds = date.ToUnixTimeMilliseconds();
            if (roundUp && !_format.Contains('H', StringComparison.Ordinal) && !_format.Contains('h', StringComparison.Ordinal))
            {
                milliseconds += 86_399_999;
            }

            moment = _zone is not null ? milliseconds : zone.ToMoment(milliseconds);
            return true;
        }

        public override string Write(long moment, Zone zone)
        {
            var offset = zone.OffsetAt(moment);
            return DateFormat.TryToDate(moment + offset, out var date)
                ? date.ToString(
                    _zone is null ? _format : _format.Replace(ZoneMark.ToString(), $"'{WriteZone(_zone, offset)}'", StringComparison.Ordinal),
                    CultureInfo.InvariantCulture)
                : moment.ToString(CultureInfo.InvariantCulture);
        }

        // XXX: Z, +01:00; XX: Z, +0100; X: Z, +01, +0130; x has +00 for Z; Z: +0100.
        private static string WriteZone(string letters, long offset)
        {
            if (offset == 0 && letters[0] == 'X')
            {
                return "Z";
            }

            var minutes = Math.Abs(offset) / 60_000;
            var colon = letters is "XXX" or "xxx" or "XXXXX" or "xxxxx" or "ZZZZZ" ? ":" : string.Empty;
            var hours = string.Create(CultureInfo.InvariantCulture, $"{(offset < 0 ? '-' : '+')}{minutes / 60:00}");
            return letters is "X" or "x" && minutes % 60 == 0
                ? hours
                : string.Create(CultureInfo.InvariantCulture, $"{hours}{colon}{minutes % 60:00}");
        }

        // The last digits of a second that has more than are read, and they say nothing in milliseconds.
        private string Shorten(ReadOnlySpan<char> text)
        {
            for (var end = text.Length; end > 0;)
            {
                var start = text[..end].LastIndexOfAnyExceptInRange('0', '9') + 1;
                if (end - start == _decimals)
                {
                    return string.Concat(text[..(start + MostDecimals)], text[end..]);
                }

                end = start - 1;
            }

            return text.ToString();
        }

        // Java's letters to .NET's (https://docs.oracle.com/en/java/javase/21/docs/api/java.base/java/time/format/DateTimeFormatter.html).
        private static (string Format, string? Zone, int Decimals) Translate(string pattern)
        {
            var format = new StringBuilder();
            string? zone = null;
            var decimals = 0;
            for (var i = 0; i < pattern.Length;)
            {
                var letter = pattern[i];
                if (letter == '\'')
                {
                    var end = pattern.IndexOf('\'', i + 1);
                    end = end < 0 ? throw Unknown(pattern, letter) : end;
                    format.Append(end == i + 1 ? "\\'" : $"'{pattern[(i + 1)..end]}'");
                    i = end + 1;
                    continue;
                }

                var count = 1;
                while (i + count < pattern.Length && pattern[i + count] == letter)
                {
                    count++;
                }

                i += count;
                if (!char.IsAsciiLetter(letter))
                {
                    format.Insert(format.Length, $"\\{letter}", count);
                    continue;
                }

                zone = letter is 'X' or 'x' or 'Z' ? new string(letter, count) : zone;
                decimals = letter == 'S' ? count : decimals;
                format.Append(letter switch
                {
                    'y' or 'u' => new string('y', count == 1 ? 4 : count),
                    'M' or 'd' or 'H' or 'h' or 'm' or 's' => new string(letter, count),
                    'S' => new string('f', Math.Min(count, MostDecimals)),
                    'E' => count > 3 ? "dddd" : "ddd",
                    'a' => "tt",
                    'X' or 'x' or 'Z' => ZoneMark.ToString(),
                    _ => throw Unknown(pattern, letter),
                });
            }

            // A single letter alone would be one of .NET's named formats.
            return (format.Length == 1 ? format + "''" : format.ToString(), zone, decimals);
        }

        private static ApiException Unknown(string pattern, char letter) =>
            ApiErrors.IllegalArgument($"Invalid format: [{pattern}]: Unknown pattern letter: {letter}");
    }

    private ref struct Digits(ReadOnlySpan<char> text)
    {
        public ReadOnlySpan<char> Rest { get; private set; } = text;

        public readonly bool IsAtEnd => Rest.IsEmpty;

        public bool TrySkip(char expected)
        {
            // Decimals may follow a comma as well.
            if (Rest.IsEmpty || (Rest[0] != expected && !(expected == '.' && Rest[0] == ',')))
            {
                return false;
            }

            Rest = Rest[1..];
            return true;
        }

        public bool TryRead(int count, out int number)
        {
            number = 0;
            if (Rest.Length < count)
            {
                return false;
            }

            foreach (var digit in Rest[..count])
            {
                if (!char.IsAsciiDigit(digit))
                {
                    return false;
                }

                number = (10 * number) + (digit - '0');
            }

            Rest = Rest[count..];
            return true;
        }

        public bool TryReadFraction(out int milliseconds)
        {
            milliseconds = 0;
            var count = 0;
            while (count < Rest.Length && char.IsAsciiDigit(Rest[count]))
            {
                milliseconds = count < 3 ? (10 * milliseconds) + (Rest[count] - '0') : milliseconds;
                count++;
            }

            for (var i = count; i < 3; i++)
            {
                milliseconds *= 10;
            }

            Rest = Rest[count..];
            return count is > 0 and <= 9;
        }
    }
}
