using System.Globalization;
using System.Text.RegularExpressions;
using Observability.LogQL;
using Observability.StandIns.Configuration;

namespace Observability.StandIns.Logs.Configuration;

/// <summary>Reads limits: the section <c>limits_config</c>, or what one tenant has of its own.</summary>
internal static partial class LimitsReader
{
    private static readonly TimeSpan s_patternTimeout = TimeSpan.FromMilliseconds(100);

    /// <summary>Reads a section; what it does not say is as in <paramref name="defaults"/>.</summary>
    /// <param name="section">The section; null for none.</param>
    /// <param name="defaults">What holds otherwise.</param>
    public static LogsLimits Read(YamlSection? section, LogsLimits defaults) => section is null
        ? defaults
        : ReadQueryLimits(section, defaults) with
        {
            IngestionRateBytes = Megabytes(section, "ingestion_rate_mb") ?? defaults.IngestionRateBytes,
            IngestionBurstBytes = Megabytes(section, "ingestion_burst_size_mb") ?? defaults.IngestionBurstBytes,
            PerStreamRateBytes = Bytes(section, "per_stream_rate_limit") ?? defaults.PerStreamRateBytes,
            PerStreamBurstBytes = Bytes(section, "per_stream_rate_limit_burst") ?? defaults.PerStreamBurstBytes,
            MaxStreams = Count(section, "max_global_streams_per_user") ?? defaults.MaxStreams,
            MaxLabelNameLength = Count(section, "max_label_name_length") ?? defaults.MaxLabelNameLength,
            MaxLabelValueLength = Count(section, "max_label_value_length") ?? defaults.MaxLabelValueLength,
            MaxLabelNames = Count(section, "max_label_names_per_series") ?? defaults.MaxLabelNames,
            MaxLineSize = (int?)Bytes(section, "max_line_size") ?? defaults.MaxLineSize,
            TruncatesLines = section.Flag("max_line_size_truncate") ?? defaults.TruncatesLines,
            AllowsMetadata = section.Flag("allow_structured_metadata") ?? defaults.AllowsMetadata,
            MaxMetadataSize = (int?)Bytes(section, "max_structured_metadata_size") ?? defaults.MaxMetadataSize,
            MaxMetadataCount = Count(section, "max_structured_metadata_entries_count") ?? defaults.MaxMetadataCount,
            RejectsOldSamples = section.Flag("reject_old_samples") ?? defaults.RejectsOldSamples,
            MaxSampleAge = Duration(section, "reject_old_samples_max_age") ?? defaults.MaxSampleAge,
            CreationGracePeriod = Duration(section, "creation_grace_period") ?? defaults.CreationGracePeriod,
            UnorderedWrites = section.Flag("unordered_writes") ?? defaults.UnorderedWrites,
            ServiceNameLabels = section.Has("discover_service_name") ? section.Texts("discover_service_name") : defaults.ServiceNameLabels,
            DiscoversLevels = section.Flag("discover_log_levels") ?? defaults.DiscoversLevels,
            LevelFields = section.Has("log_level_fields") ? section.Texts("log_level_fields") : defaults.LevelFields,
            Retention = Duration(section, "retention_period") ?? defaults.Retention,
            StreamRetentions = section.Has("retention_stream") ? ReadRetentions(section) : defaults.StreamRetentions,
            Otlp = ReadOtlp(section.Section("otlp_config")) ?? defaults.Otlp,
        };

    /// <summary>A duration; null where the key is missing.</summary>
    public static TimeSpan? Duration(YamlSection section, string key)
    {
        switch (section.Text(key))
        {
            case null:
                return null;
            case var text when LokiDuration.TryParse(text, out var duration):
                return duration;
            case var text:
                section.Report(key, $"'{text}' is no duration such as 30s, 24h or 7d");
                return null;
        }
    }

    /// <summary>A number of bytes, such as <c>256KB</c>; null where the key is missing.</summary>
    public static double? Bytes(YamlSection section, string key)
    {
        var text = section.Text(key);
        if (text is null)
        {
            return null;
        }

        var match = Size().Match(text);
        if (match.Success)
        {
            // Loki's sizes are binary whatever they are called.
            var power = "KMGT".IndexOf(match.Groups["unit"].Value.ToUpperInvariant().FirstOrDefault('B'), StringComparison.Ordinal) + 1;
            var bytes = double.Parse(match.Groups["number"].ValueSpan, CultureInfo.InvariantCulture) * Math.Pow(1024, power);
            if (bytes <= int.MaxValue)
            {
                return bytes;
            }
        }

        section.Report(key, $"'{text}' is no size such as 256KB, and at most 2 GB");
        return null;
    }

    private static LogsLimits ReadQueryLimits(YamlSection section, LogsLimits defaults) => defaults with
    {
        MaxEntries = Count(section, "max_entries_limit_per_query") ?? defaults.MaxEntries,
        MaxSeries = Count(section, "max_query_series") ?? defaults.MaxSeries,
        MaxQueryLength = Duration(section, "max_query_length") ?? defaults.MaxQueryLength,
        MaxQueryLookback = Duration(section, "max_query_lookback") ?? defaults.MaxQueryLookback,
        QueryTimeout = Duration(section, "query_timeout") ?? defaults.QueryTimeout,
        VolumeEnabled = section.Flag("volume_enabled") ?? defaults.VolumeEnabled,
        VolumeMaxSeries = Count(section, "volume_max_series") ?? defaults.VolumeMaxSeries,
        MaxTails = Count(section, "max_concurrent_tail_requests") ?? defaults.MaxTails,
    };

    private static List<StreamRetention> ReadRetentions(YamlSection section)
    {
        var retentions = new List<StreamRetention>();
        foreach (var entry in section.Sections("retention_stream"))
        {
            var selector = entry.Text("selector") ?? string.Empty;
            try
            {
                retentions.Add(new StreamRetention(
                    LogQLQuery.ParseSelector(selector), Count(entry, "priority") ?? 0, Duration(entry, "period") ?? TimeSpan.Zero));
            }
            catch (LogQLException mistake)
            {
                entry.Report("selector", $"'{selector}': {mistake.Message}");
            }
        }

        return retentions;
    }

    private static OtlpMapping? ReadOtlp(YamlSection? section)
    {
        if (section is null)
        {
            return null;
        }

        var resource = section.Section("resource_attributes");
        var rules = resource is null
            ? []
            : resource.Sections("attributes_config").Select(entry => ReadRule(entry, mayIndex: true)).ToList();
        if (resource?.Flag("ignore_defaults") != true)
        {
            rules.Add(OtlpMapping.DefaultLabels);
        }

        return new OtlpMapping(
            rules,
            [.. section.Sections("scope_attributes").Select(entry => ReadRule(entry, mayIndex: false))],
            [.. section.Sections("log_attributes").Select(entry => ReadRule(entry, mayIndex: false))],
            section.Flag("severity_text_as_label") ?? false);
    }

    private static OtlpRule ReadRule(YamlSection entry, bool mayIndex)
    {
        var action = OtlpAction.StructuredMetadata;
        switch (entry.Text("action"))
        {
            case "index_label" when mayIndex:
                action = OtlpAction.IndexLabel;
                break;
            case "drop":
                action = OtlpAction.Drop;
                break;
            case "structured_metadata":
                break;
            case var other:
                entry.Report("action", $"'{other}' is none of Loki's actions here");
                break;
        }

        Regex? pattern = null;
        if (entry.Text("regex") is { Length: > 0 } text)
        {
            try
            {
                pattern = new Regex($"^(?:{text})$", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking, s_patternTimeout);
            }
            catch (Exception mistake) when (mistake is ArgumentException or NotSupportedException)
            {
                entry.Report("regex", mistake.Message);
            }
        }

        return new OtlpRule(action, entry.Texts("attributes"), pattern);
    }

    private static int? Count(YamlSection section, string key)
    {
        var number = section.Number(key);
        if (number is null or (>= 0 and <= int.MaxValue))
        {
            return (int?)number;
        }

        section.Report(key, $"'{number}' is out of range");
        return null;
    }

    private static double? Megabytes(YamlSection section, string key)
    {
        switch (section.Text(key))
        {
            case null:
                return null;
            case var text when double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && number >= 0:
                return number * (1 << 20);
            case var text:
                section.Report(key, $"'{text}' is no number of megabytes");
                return null;
        }
    }

    [GeneratedRegex(@"^(?<number>[0-9]+(\.[0-9]+)?)\s*(?<unit>B|[KMGT]I?B?)?\z", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex Size();
}
