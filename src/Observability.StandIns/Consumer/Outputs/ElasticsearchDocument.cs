using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Observability.StandIns.Consumer.Model;

namespace Observability.StandIns.Consumer.Outputs;

/// <summary>
/// A metric as the document that Telegraf makes of it:
/// <code>
/// {"@timestamp":"2026-11-25T03:04:05.6789Z","measurement_name":"cpu","tag":{"host":"a"},"cpu":{"usage":1.5}}
/// </code>
/// </summary>
internal static class ElasticsearchDocument
{
    private const long NanosecondsPerSecond = 1_000_000_000;

    /// <summary>Writes one.</summary>
    public static void Write(Utf8JsonWriter json, Metric metric)
    {
        json.WriteStartObject();
        json.WriteString("@timestamp", TimeOf(metric));
        json.WriteString("measurement_name", metric.Name);
        json.WriteStartObject("tag");
        foreach (var (key, value) in metric.Tags)
        {
            json.WriteString(key, value);
        }

        json.WriteEndObject();
        json.WriteStartObject(metric.Name);
        foreach (var (key, value) in metric.Fields)
        {
            Write(json, key, value);
        }

        json.WriteEndObject();
        json.WriteEndObject();
    }

    /// <summary>The identifier that Telegraf makes of time, name and tags.</summary>
    public static string IdOf(Metric metric)
    {
        var text = string.Create(CultureInfo.InvariantCulture, $"{metric.Nanoseconds}{metric.Name}{metric.SeriesHash()}");
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
    }

    private static void Write(Utf8JsonWriter json, string key, FieldValue value)
    {
        switch (value.Kind)
        {
            case FieldKind.Float:
                json.WriteNumber(key, value.Float);
                break;
            case FieldKind.Integer:
                json.WriteNumber(key, value.Integer);
                break;
            case FieldKind.Unsigned:
                json.WriteNumber(key, value.Unsigned);
                break;
            case FieldKind.Boolean:
                json.WriteBoolean(key, value.Boolean);
                break;
            default:
                json.WriteString(key, value.Text);
                break;
        }
    }

    // RFC 3339 with as many digits of the second as there are.
    private static string TimeOf(Metric metric)
    {
        var (seconds, nanoseconds) = Math.DivRem(metric.Nanoseconds, NanosecondsPerSecond);
        if (nanoseconds < 0)
        {
            (seconds, nanoseconds) = (seconds - 1, nanoseconds + NanosecondsPerSecond);
        }

        var time = DateTime.UnixEpoch.AddSeconds(seconds).ToString("yyyy-MM-ddTHH:mm:ss", CultureInfo.InvariantCulture);
        return nanoseconds == 0
            ? time + "Z"
            : $"{time}.{nanoseconds.ToString("000000000", CultureInfo.InvariantCulture).TrimEnd('0')}Z";
    }
}
