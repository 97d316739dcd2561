using System.Buffers;
using System.Text;
using System.Text.Json;
using Observability.LogQL;

namespace Observability.StandIns.Logs.Ingest;

/// <summary>
/// Finds the level of a line, where Loki looks for it: in its structured metadata, in its stream's labels, in a field of a JSON or
/// logfmt line, in words of the text (https://grafana.com/docs/loki/latest/configure/#limits_config, <c>discover_log_levels</c>).
/// </summary>
/// <param name="fields">Names that say the level.</param>
internal sealed class LevelDetector(IReadOnlyList<string> fields)
{
    private const string Unknown = "unknown";
    private const int LongestLevel = 16;
    private static readonly SearchValues<byte> s_endOfValue = SearchValues.Create(" \t,;\""u8);
    private static readonly (byte[] Word, string Level)[] s_words =
    [
        ("error"u8.ToArray(), "error"), ("ERROR"u8.ToArray(), "error"), ("Error"u8.ToArray(), "error"),
        ("warn"u8.ToArray(), "warn"), ("WARN"u8.ToArray(), "warn"), ("Warn"u8.ToArray(), "warn"),
        ("critical"u8.ToArray(), "critical"), ("CRITICAL"u8.ToArray(), "critical"),
        ("fatal"u8.ToArray(), "fatal"), ("FATAL"u8.ToArray(), "fatal"),
        ("info"u8.ToArray(), "info"), ("INFO"u8.ToArray(), "info"), ("Info"u8.ToArray(), "info"),
        ("debug"u8.ToArray(), "debug"), ("DEBUG"u8.ToArray(), "debug"),
        ("trace"u8.ToArray(), "trace"), ("TRACE"u8.ToArray(), "trace"),
    ];

    private readonly byte[][] _fields = [.. fields.Select(Encoding.UTF8.GetBytes)];

    /// <summary>The level that labels say, or null.</summary>
    public string? FindIn(LabelSet labels)
    {
        foreach (var field in fields)
        {
            if (labels.TryGetValue(field, out var value))
            {
                return Normalize(value);
            }
        }

        return null;
    }

    /// <summary>The level that a line says; <c>unknown</c> where it says none.</summary>
    public string FindIn(ReadOnlySpan<byte> line) =>
        (line.Length > 1 && line[0] == (byte)'{' ? FindInJson(line) : FindInLogfmt(line)) ?? FindWord(line);

    /// <summary>
    /// The level that a number of OTLP means (https://opentelemetry.io/docs/specs/otel/logs/data-model/#field-severitynumber).
    /// </summary>
    public static string? OfSeverity(int number) => number switch
    {
        < 1 or > 24 => null,
        < 5 => "trace",
        < 9 => "debug",
        < 13 => "info",
        < 17 => "warn",
        < 21 => "error",
        _ => "fatal",
    };

    private string? FindInJson(ReadOnlySpan<byte> line)
    {
        try
        {
            var reader = new Utf8JsonReader(line);
            while (reader.Read())
            {
                if (reader.TokenType == JsonTokenType.PropertyName && reader.CurrentDepth == 1)
                {
                    var isLevel = IsField(reader.ValueSpan);
                    if (!reader.Read())
                    {
                        return null;
                    }

                    if (isLevel && reader.TokenType == JsonTokenType.String)
                    {
                        return Normalize(reader.ValueSpan);
                    }

                    if (!reader.TrySkip())
                    {
                        return null;
                    }
                }
            }
        }
        catch (JsonException)
        {
            // It only looked like JSON.
        }

        return null;
    }

    // level=info msg="…": a field begins the line or stands behind a blank.
    private string? FindInLogfmt(ReadOnlySpan<byte> line)
    {
        for (var rest = line; rest.IndexOf((byte)'=') is >= 0 and var at; rest = rest[(at + 1)..])
        {
            var name = rest[..at];
            name = name[(name.LastIndexOf((byte)' ') + 1)..];
            if (IsField(name))
            {
                var value = rest[(at + 1)..];
                value = value.Length > 0 && value[0] == (byte)'"' ? value[1..] : value;
                var end = value.IndexOfAny(s_endOfValue);
                return Normalize(end < 0 ? value : value[..end]);
            }
        }

        return null;
    }

    private static string FindWord(ReadOnlySpan<byte> line)
    {
        foreach (var (word, level) in s_words)
        {
            if (line.IndexOf(word) >= 0)
            {
                return level;
            }
        }

        return Unknown;
    }

    private bool IsField(ReadOnlySpan<byte> name)
    {
        foreach (var field in _fields)
        {
            if (name.SequenceEqual(field))
            {
                return true;
            }
        }

        return false;
    }

    private static string Normalize(ReadOnlySpan<byte> value)
    {
        Span<char> text = stackalloc char[LongestLevel];
        return value.Length <= LongestLevel && Encoding.UTF8.TryGetChars(value, text, out var length) ? Normalize(text[..length]) : Unknown;
    }

    private static string Normalize(ReadOnlySpan<char> value)
    {
        Span<char> lower = stackalloc char[LongestLevel];
        return value.Length > LongestLevel ? Unknown : lower[..value.ToLowerInvariant(lower)] switch
        {
            "trace" or "trc" => "trace",
            "debug" or "dbg" => "debug",
            "info" or "inf" or "information" => "info",
            "warn" or "wrn" or "warning" => "warn",
            "error" or "err" => "error",
            "critical" => "critical",
            "fatal" => "fatal",
            _ => Unknown,
        };
    }
}
