using System.Globalization;
using System.Text;
using Observability.LogQL;
using Observability.StandIns.Logs.Configuration;
using Observability.StandIns.Logs.Storage;

namespace Observability.StandIns.Logs.Ingest.Otlp;

/// <summary>Makes streams of OTLP's lines (https://grafana.com/docs/loki/latest/send-data/otel/#format-considerations).</summary>
/// <param name="mapping">What becomes of attributes.</param>
/// <param name="clock">The time of lines that have none.</param>
internal sealed class OtlpMapper(OtlpMapping mapping, TimeProvider clock)
{
    private const string UnknownService = "unknown_service";

    /// <summary>Adds the lines of all resources to a push.</summary>
    public void Map(IEnumerable<OtlpResource> resources, PushedBatch batch)
    {
        var streams = new Dictionary<LabelSet, EntryBuilder>();
        foreach (var resource in resources)
        {
            var (labels, metadata) = Split(resource.Attributes);
            foreach (var scope in resource.Scopes)
            {
                List<KeyValuePair<string, string>> ofScope = [.. metadata, .. Describe(scope)];
                foreach (var record in scope.Records)
                {
                    Add(streams, batch, labels, ofScope, record);
                }
            }
        }
    }

    private void Add(
        Dictionary<LabelSet, EntryBuilder> streams,
        PushedBatch batch,
        List<KeyValuePair<string, string>> labels,
        List<KeyValuePair<string, string>> metadata,
        OtlpRecord record)
    {
        IEnumerable<KeyValuePair<string, string>> all = mapping.SeverityTextIsLabel && record.SeverityText.Length > 0
            ? labels.Append(new("severity_text", record.SeverityText))
            : labels;
        var set = LabelSet.Create(all);
        if (!streams.TryGetValue(set, out var entries))
        {
            streams[set] = entries = new EntryBuilder();
            batch.Streams.Add(new PushedStream(set, null, entries));
        }

        var time = record.Time != 0 ? record.Time : record.ObservedTime;
        var line = OtlpValue.Format(record.Body);
        var length = Encoding.UTF8.GetByteCount(line);
        Encoding.UTF8.GetBytes(line, entries.Reserve(length));
        entries.Add(
            time == 0 ? (clock.GetUtcNow() - DateTimeOffset.UnixEpoch).Ticks * 100 : (long)Math.Min(time, long.MaxValue),
            length,
            LabelSet.Create(metadata.Concat(Describe(record))));
    }

    private (List<KeyValuePair<string, string>> Labels, List<KeyValuePair<string, string>> Metadata) Split(List<OtlpAttribute> attributes)
    {
        var labels = new List<KeyValuePair<string, string>>();
        var metadata = new List<KeyValuePair<string, string>>();
        foreach (var attribute in attributes)
        {
            switch (ActionOf(mapping.Resource, attribute.Key))
            {
                case OtlpAction.IndexLabel:
                    labels.AddRange(OtlpValue.Flatten([attribute]));
                    break;
                case OtlpAction.StructuredMetadata:
                    metadata.AddRange(OtlpValue.Flatten([attribute]));
                    break;
            }
        }

        // A stream needs a label; this is the one that all streams without a service get.
        if (labels.Count == 0)
        {
            labels.Add(new("service_name", UnknownService));
        }

        return (labels, metadata);
    }

    private List<KeyValuePair<string, string>> Describe(OtlpScope scope)
    {
        List<KeyValuePair<string, string>> pairs = [new("scope_name", scope.Name), new("scope_version", scope.Version)];
        if (scope.DroppedAttributes > 0)
        {
            pairs.Add(new("scope_dropped_attributes_count", scope.DroppedAttributes.ToString(CultureInfo.InvariantCulture)));
        }

        pairs.AddRange(OtlpValue.Flatten(scope.Attributes.Where(attribute => ActionOf(mapping.Scope, attribute.Key) != OtlpAction.Drop)));
        return pairs;
    }

    private List<KeyValuePair<string, string>> Describe(OtlpRecord record)
    {
        List<KeyValuePair<string, string>> pairs =
        [
            .. OtlpValue.Flatten(record.Attributes.Where(attribute => ActionOf(mapping.Record, attribute.Key) != OtlpAction.Drop)),
            new("severity_text", mapping.SeverityTextIsLabel ? string.Empty : record.SeverityText),
            new("trace_id", record.TraceId),
            new("span_id", record.SpanId),
            new("event_name", record.EventName),
        ];
        AddNumber(pairs, "observed_timestamp", record.ObservedTime);
        AddNumber(pairs, "severity_number", (ulong)record.SeverityNumber);
        AddNumber(pairs, "dropped_attributes_count", record.DroppedAttributes);
        AddNumber(pairs, "flags", record.Flags);
        if (LevelDetector.OfSeverity(record.SeverityNumber) is { } level)
        {
            pairs.Add(new(KnownLevels.Name, level));
        }

        return pairs;
    }

    private static void AddNumber(List<KeyValuePair<string, string>> pairs, string name, ulong number)
    {
        if (number != 0)
        {
            pairs.Add(new(name, number.ToString(CultureInfo.InvariantCulture)));
        }
    }

    private static OtlpAction ActionOf(IReadOnlyList<OtlpRule> rules, string attribute) =>
        rules.FirstOrDefault(rule => rule.Fits(attribute))?.Action ?? OtlpAction.StructuredMetadata;
}
