using System.Globalization;
using System.Text;
using Observability.LogQL;
using Observability.StandIns.Logs.Configuration;
using Observability.StandIns.Logs.Storage;

namespace Observability.StandIns.Logs.Ingest;

/// <summary>
/// Checks a push against the limits of its tenant, and completes it: the name of the service becomes a label, the level of each line
/// structured metadata. Lines that are refused do not keep the others out.
/// </summary>
internal sealed class PushAdmission(LogStore store, LogsConfiguration configuration, LogsMetrics metrics, TimeProvider clock)
{
    private const int BadRequest = StatusCodes.Status400BadRequest;
    private const int TooMany = StatusCodes.Status429TooManyRequests;
    private const string Administrator = "contact your Loki administrator to see if the limit can be increased";
    private const string Oldest = "oldest acceptable timestamp is:";
    private const string ServiceName = "service_name";
    private const long NanosecondsPerTick = 100;

    /// <summary>Checks a push.</summary>
    /// <exception cref="RequestException">Nothing of it is taken.</exception>
    public AdmittedPush Admit(Tenant tenant, PushedBatch batch)
    {
        var refusals = new Refusals(tenant.Name, metrics);
        var admitted = new List<(LabelSet Labels, EntryBuilder Entries)>();
        var levels = tenant.Limits.DiscoversLevels ? new LevelDetector(tenant.Limits.LevelFields) : null;
        for (var i = 0; i < batch.Streams.Count; i++)
        {
            if (AdmitLabels(tenant.Limits, batch.Streams[i], refusals) is { } labels)
            {
                var entries = AdmitEntries(tenant.Limits, labels, batch.Streams[i].Entries, refusals);
                batch.Streams[i] = batch.Streams[i] with { Entries = entries };
                AddLevels(levels, labels, entries);
                admitted.Add((labels, entries));
            }
        }

        CheckRate(tenant, admitted);
        var appends = new List<StreamAppend>();
        foreach (var (labels, entries) in admitted.Where(stream => stream.Entries.Count > 0))
        {
            if (FindStream(tenant, labels, entries, refusals) is { } stream
                && AdmitOrder(tenant.Limits, stream, entries, refusals, batch) is { Count: > 0 } ordered)
            {
                appends.Add(new StreamAppend(stream, ordered));
            }
        }

        return new AdmittedPush(MergeSame(appends), refusals.Summary);
    }

    private static LabelSet? AdmitLabels(LogsLimits limits, PushedStream stream, Refusals refusals)
    {
        var labels = stream.Labels;
        var (reason, problem) = labels switch
        {
            null => ("invalid_labels", stream.LabelProblem!),
            { Count: 0 } => ("missing_labels", "error at least one label pair is required per stream"),
            _ when labels.FirstOrDefault(label => !LabelNames.IsValid(label.Name)) is { Name: not null } label =>
                ("invalid_labels", $"error parsing labels {labels} with error: '{label.Name}' is no name of a label"),
            _ when labels.Count > limits.MaxLabelNames =>
                ("max_label_names_per_series", $"entry for stream '{labels}' has {labels.Count} label names; limit {limits.MaxLabelNames}"),
            _ when labels.FirstOrDefault(
                label => Encoding.UTF8.GetByteCount(label.Name) > limits.MaxLabelNameLength) is { Name: not null } label =>
                ("label_name_too_long", $"stream '{labels}' has label name too long: '{label.Name}'"),
            _ when labels.FirstOrDefault(
                label => Encoding.UTF8.GetByteCount(label.Value) > limits.MaxLabelValueLength) is { Name: not null } label =>
                ("label_value_too_long", $"stream '{labels}' has label value too long: '{label.Value}'"),
            _ => default,
        };
        if (reason is not null)
        {
            refusals.Add(BadRequest, reason, stream.Entries.Count, stream.Entries.TextLength, problem);
            return null;
        }

        return limits.ServiceNameLabels.Count == 0 || labels!.TryGetValue(ServiceName, out _) ? labels : AddServiceName(limits, labels);
    }

    private static LabelSet AddServiceName(LogsLimits limits, LabelSet labels)
    {
        var source = limits.ServiceNameLabels.FirstOrDefault(name => labels.TryGetValue(name, out _));
        var pairs = labels.Select(label => KeyValuePair.Create(label.Name, label.Value));
        return LabelSet.Create(pairs.Append(new(ServiceName, source is null ? "unknown_service" : labels[source])));
    }

    /// <summary>The entries that may stay: the same object where all may.</summary>
    private EntryBuilder AdmitEntries(LogsLimits limits, LabelSet labels, EntryBuilder entries, Refusals refusals)
    {
        var now = (clock.GetUtcNow() - DateTimeOffset.UnixEpoch).Ticks * NanosecondsPerTick;
        var oldest = limits.RejectsOldSamples ? now - (limits.MaxSampleAge.Ticks * NanosecondsPerTick) : long.MinValue;
        var newest = now + (limits.CreationGracePeriod.Ticks * NanosecondsPerTick);
        var longest = limits.MaxLineSize > 0 ? limits.MaxLineSize : int.MaxValue;
        EntryBuilder? kept = null;
        for (var i = 0; i < entries.Count; i++)
        {
            var (time, length) = (entries.Times[i], entries.Line(i).Length);
            var cut = length > longest && limits.TruncatesLines;
            var (reason, problem) = FindEntryProblem(labels, (time, oldest, newest), cut ? longest : length, longest)
                ?? FindMetadataProblem(limits, labels, entries.Metadata(i));
            if (reason is not null)
            {
                refusals.Add(BadRequest, reason, 1, length, problem);
            }

            if ((reason is not null || cut) && kept is null)
            {
                kept = Copy(entries, i);
            }

            if (reason is null)
            {
                kept?.Add(time, cut ? entries.Line(i)[..longest] : entries.Line(i), entries.Metadata(i));
            }
        }

        return kept is null ? entries : Exchange(entries, kept);
    }

    private static (string? Reason, string Problem)? FindEntryProblem(
        LabelSet labels, (long Own, long Oldest, long Newest) time, int length, int longest) => time switch
    {
        _ when time.Own < time.Oldest => (
            "greater_than_max_sample_age",
            $"entry for stream '{labels}' has timestamp too old: {Format(time.Own)}, {Oldest} {Format(time.Oldest)}"),
        _ when time.Own > time.Newest => ("too_far_in_future", $"entry for stream '{labels}' has timestamp too new: {Format(time.Own)}"),
        _ when length > longest => (
            "line_too_long",
            $"max entry size '{longest}' bytes exceeded for stream '{labels}' while adding an entry with length '{length}' bytes"),
        _ => null,
    };

    private static (string? Reason, string Problem) FindMetadataProblem(LogsLimits limits, LabelSet labels, LabelSet? metadata)
    {
        if (metadata is null or { Count: 0 })
        {
            return default;
        }

        var size = metadata.Sum(label => Encoding.UTF8.GetByteCount(label.Name) + Encoding.UTF8.GetByteCount(label.Value));
        return metadata switch
        {
            _ when !limits.AllowsMetadata => (
                "disallowed_structured_metadata",
                $"stream '{labels}' includes structured metadata, but this feature is disallowed. {Ask(
                    "allow_structured_metadata", "enable")}"),
            _ when size > limits.MaxMetadataSize => (
                "structured_metadata_too_large",
                $"stream '{labels}' has structured metadata too large: '{size}' bytes, limit: '{limits.MaxMetadataSize}' bytes. "
                + Ask("max_structured_metadata_size", "increase")),
            { Count: var count } when count > limits.MaxMetadataCount => (
                "structured_metadata_too_many",
                $"stream '{labels}' has too many structured metadata labels: '{count}', limit: '{limits.MaxMetadataCount}'. "
                + Ask("max_structured_metadata_entries_count", "increase")),
            _ => default,
        };
    }

    private static string Ask(string limit, string verb) =>
        $"Please see `limits_config.{limit}` or contact your Loki administrator to {verb} it.";

    private static void AddLevels(LevelDetector? levels, LabelSet labels, EntryBuilder entries)
    {
        if (levels is null)
        {
            return;
        }

        var ofStream = levels.FindIn(labels);
        for (var i = 0; i < entries.Count; i++)
        {
            if (entries.Metadata(i) is not { Count: > 0 } metadata)
            {
                entries.SetMetadata(i, KnownLevels.Get(ofStream ?? levels.FindIn(entries.Line(i))));
            }
            else if (!metadata.TryGetValue(KnownLevels.Name, out _))
            {
                var level = levels.FindIn(metadata) ?? ofStream ?? levels.FindIn(entries.Line(i));
                var pairs = metadata.Select(label => KeyValuePair.Create(label.Name, label.Value));
                entries.SetMetadata(i, LabelSet.Create(pairs.Append(new(KnownLevels.Name, level))));
            }
        }
    }

    private void CheckRate(Tenant tenant, List<(LabelSet Labels, EntryBuilder Entries)> streams)
    {
        var (lines, bytes) = (streams.Sum(stream => (long)stream.Entries.Count), streams.Sum(stream => (long)stream.Entries.TextLength));
        metrics.CountReceived(tenant.Name, lines, bytes);
        if (!tenant.Rate.TryTake(bytes, tenant.Limits.IngestionRateBytes, tenant.Limits.IngestionBurstBytes))
        {
            metrics.CountDiscarded(tenant.Name, "rate_limited", lines, bytes);
            throw new RequestException(
                TooMany,
                $"ingestion rate limit exceeded for user {tenant.Name} (limit: {(long)tenant.Limits.IngestionRateBytes} bytes/sec) while "
                + $"attempting to ingest '{lines}' lines totaling '{bytes}' bytes, reduce log volume or {Administrator}");
        }
    }

    private LogStream? FindStream(Tenant tenant, LabelSet labels, EntryBuilder entries, Refusals refusals)
    {
        var limits = tenant.Limits;
        var stream = tenant.Find(labels);
        if (stream is null
            && limits.MaxStreams > 0
            && tenant.StreamCount >= limits.MaxStreams
            && tenant.CountActive(configuration.ChunkIdlePeriod) >= limits.MaxStreams)
        {
            refusals.Add(
                TooMany,
                "stream_limit",
                entries.Count,
                entries.TextLength,
                $"maximum active stream limit exceeded when trying to create stream {labels}, reduce the number of active streams (reduce "
                + $"labels or reduce label values), or {Administrator}, user: '{tenant.Name}'");
            return null;
        }

        stream ??= tenant.GetOrAdd(labels, set => store.CreateStream(tenant.Name, set));
        if (!stream.Rate.TryTake(entries.TextLength, limits.PerStreamRateBytes, limits.PerStreamBurstBytes))
        {
            refusals.Add(
                TooMany,
                "per_stream_rate_limit",
                entries.Count,
                entries.TextLength,
                $"Per stream rate limit exceeded (limit: {(
                    long)limits.PerStreamRateBytes} bytes/sec) while attempting to ingest for stream "
                + $"'{labels}' totaling {entries.TextLength} bytes, consider splitting a stream via additional labels or {Administrator}");
            return null;
        }

        return stream;
    }

    /// <summary>The entries that are not too far behind their stream's newest: the same object where none is.</summary>
    private EntryBuilder AdmitOrder(LogsLimits limits, LogStream stream, EntryBuilder entries, Refusals refusals, PushedBatch batch)
    {
        var window = limits.UnorderedWrites ? configuration.MaxChunkAge.Ticks / 2 * NanosecondsPerTick : 0;
        var newest = stream.Newest;
        EntryBuilder? kept = null;
        for (var i = 0; i < entries.Count; i++)
        {
            var time = entries.Times[i];
            var isBehind = newest != long.MinValue && time < newest - window;
            if (isBehind)
            {
                var (reason, problem) = limits.UnorderedWrites
                    ? ("too_far_behind", $"entry too far behind, entry timestamp is: {Format(time)}, {Oldest} {Format(newest - window)}")
                    : ("out_of_order", $"entry out of order for stream: {stream.Labels}, entry timestamp is: {Format(time)}");
                refusals.Add(BadRequest, reason, 1, entries.Line(i).Length, problem);
                kept ??= Copy(entries, i);
                continue;
            }

            newest = Math.Max(newest, time);
            kept?.Add(time, entries.Line(i), entries.Metadata(i));
        }

        stream.Advance(newest);
        if (kept is not null)
        {
            batch.Streams.Add(new PushedStream(null, null, kept));
        }

        return kept ?? entries;
    }

    /// <summary>A push may name a stream more than once; it then gets one piece.</summary>
    private static List<StreamAppend> MergeSame(List<StreamAppend> appends)
    {
        var merged = new Dictionary<LogStream, StreamAppend>();
        foreach (var append in appends)
        {
            if (!merged.TryAdd(append.Stream, append))
            {
                var first = merged[append.Stream].Entries;
                for (var i = 0; i < append.Entries.Count; i++)
                {
                    first.Add(append.Entries.Times[i], append.Entries.Line(i), append.Entries.Metadata(i));
                }
            }
        }

        return [.. merged.Values];
    }

    private static EntryBuilder Copy(EntryBuilder entries, int count)
    {
        var copy = new EntryBuilder();
        for (var i = 0; i < count; i++)
        {
            copy.Add(entries.Times[i], entries.Line(i), entries.Metadata(i));
        }

        return copy;
    }

    private static EntryBuilder Exchange(EntryBuilder entries, EntryBuilder kept)
    {
        entries.Dispose();
        return kept;
    }

    private static string Format(long nanoseconds) =>
        DateTimeOffset.UnixEpoch.AddTicks(nanoseconds / NanosecondsPerTick)
            .ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
