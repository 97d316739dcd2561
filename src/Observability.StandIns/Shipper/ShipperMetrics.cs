using System.Globalization;
using Prometheus;

namespace Observability.StandIns.Shipper;

/// <summary>
/// What the shipper counts, under Alloy's names
/// (https://grafana.com/docs/alloy/latest/reference/components/loki/loki.write/#debug-metrics and the pages of its other components).
/// </summary>
internal sealed class ShipperMetrics
{
    private static readonly string[] s_reasons = ["ingester_error", "rate_limited", "stream_limited", "line_too_long", "queue_is_full"];
    private static readonly string[] s_component = ["component_id", "component_path"];
    private static readonly double[] s_durations = [.005, .01, .025, .05, .1, .25, .5, 1, 2.5, 5, 10];

    private readonly CollectorRegistry _registry = Metrics.NewCustomRegistry();
    private readonly Gauge _running;
    private readonly Counter _sentBytes;
    private readonly Counter _sentEntries;
    private readonly Counter _droppedBytes;
    private readonly Counter _droppedEntries;
    private readonly Counter _retries;
    private readonly Histogram _duration;
    private readonly Counter _droppedLines;
    private readonly Gauge _readBytes;
    private readonly Gauge _fileBytes;
    private readonly Counter _readLines;
    private readonly Gauge _activeFiles;

    /// <summary>Makes them; nothing is counted yet.</summary>
    public ShipperMetrics()
    {
        ProcessMetrics.Register(_registry);
        var factory = Metrics.WithCustomRegistry(_registry);
        string[] endpoint = [.. s_component, "host", "tenant"];
        string[] dropped = [.. s_component, "host", "reason", "tenant"];
        string[] file = [.. s_component, "path"];
        factory.CreateGauge("alloy_build_info", "A metric with a constant '1' value: this is a stand-in for Alloy.", "version")
            .WithLabels("stand-in").Set(1);
        factory.CreateGauge("alloy_config_last_load_successful", "Config loaded successfully.").Set(1);
        _running = factory.CreateGauge(
            "alloy_component_controller_running_components",
            "Total number of running components.",
            "controller_id", "controller_path", "health_type");
        _sentBytes = factory.CreateCounter("loki_write_sent_bytes_total", "Number of bytes sent.", endpoint);
        _sentEntries = factory.CreateCounter("loki_write_sent_entries_total", "Number of log entries sent to the ingester.", endpoint);
        _droppedBytes = factory.CreateCounter(
            "loki_write_dropped_bytes_total",
            "Number of bytes dropped because failed to be sent to the ingester after all retries.",
            dropped);
        _droppedEntries = factory.CreateCounter(
            "loki_write_dropped_entries_total",
            "Number of log entries dropped because failed to be sent to the ingester after all retries.",
            dropped);
        _retries = factory.CreateCounter("loki_write_batch_retries_total", "Number of times batches has had to be retried.", endpoint);
        _duration = factory.CreateHistogram(
            "loki_write_request_duration_seconds",
            "Duration of send requests.",
            [.. endpoint, "status_code"],
            new HistogramConfiguration { Buckets = s_durations });
        _droppedLines = factory.CreateCounter(
            "loki_process_dropped_lines_total",
            "A count of all log lines dropped as a result of a pipeline stage",
            [.. s_component, "reason"]);
        _readBytes = factory.CreateGauge("loki_source_file_read_bytes_total", "Number of bytes read.", file);
        _fileBytes = factory.CreateGauge("loki_source_file_file_bytes_total", "Number of bytes total.", file);
        _readLines = factory.CreateCounter("loki_source_file_read_lines_total", "Number of lines read.", file);
        _activeFiles = factory.CreateGauge("loki_source_file_files_active_total", "Number of active files.", s_component);
    }

    /// <summary>Notes how many components work as they should, and how many do not.</summary>
    public void SetRunning(int healthy, int unhealthy)
    {
        _running.WithLabels(string.Empty, "/", "healthy").Set(healthy);
        _running.WithLabels(string.Empty, "/", "unhealthy").Set(unhealthy);
    }

    /// <summary>Shows the counts of an endpoint and a tenant from the start, as zero.</summary>
    public void BeginEndpoint(string component, string host, string tenant)
    {
        _sentBytes.WithLabels(component, "/", host, tenant).Inc(0);
        _sentEntries.WithLabels(component, "/", host, tenant).Inc(0);
        _retries.WithLabels(component, "/", host, tenant).Inc(0);
        foreach (var reason in s_reasons)
        {
            CountDropped(component, host, tenant, reason, entries: 0, bytes: 0);
        }
    }

    /// <summary>Counts a request.</summary>
    public void CountRequest(string component, string host, string tenant, int status, TimeSpan duration) =>
        _duration.WithLabels(component, "/", host, tenant, status.ToString(CultureInfo.InvariantCulture)).Observe(duration.TotalSeconds);

    /// <summary>Counts a batch that was taken.</summary>
    public void CountSent(string component, string host, string tenant, int entries, long bytes)
    {
        _sentEntries.WithLabels(component, "/", host, tenant).Inc(entries);
        _sentBytes.WithLabels(component, "/", host, tenant).Inc(bytes);
    }

    /// <summary>Counts a batch that was dropped.</summary>
    public void CountDropped(string component, string host, string tenant, string reason, int entries, long bytes)
    {
        _droppedEntries.WithLabels(component, "/", host, reason, tenant).Inc(entries);
        _droppedBytes.WithLabels(component, "/", host, reason, tenant).Inc(bytes);
    }

    /// <summary>Counts a retry.</summary>
    public void CountRetry(string component, string host, string tenant) => _retries.WithLabels(component, "/", host, tenant).Inc();

    /// <summary>Counts a line that a stage has left out.</summary>
    public void CountDroppedLine(string component, string reason) => _droppedLines.WithLabels(component, "/", reason).Inc();

    /// <summary>Shows how far a file has been read.</summary>
    public void SetFile(string component, string path, long read, long lines, long size)
    {
        _readBytes.WithLabels(component, "/", path).Set(read);
        _readLines.WithLabels(component, "/", path).IncTo(lines);
        _fileBytes.WithLabels(component, "/", path).Set(size);
    }

    /// <summary>Shows a file no more.</summary>
    public void RemoveFile(string component, string path)
    {
        _readBytes.RemoveLabelled(component, "/", path);
        _readLines.RemoveLabelled(component, "/", path);
        _fileBytes.RemoveLabelled(component, "/", path);
    }

    /// <summary>Shows how many files are followed.</summary>
    public void SetActiveFiles(string component, int number) => _activeFiles.WithLabels(component, "/").Set(number);

    /// <summary>Writes them in Prometheus' text format.</summary>
    public Task WriteAsync(HttpResponse response)
    {
        response.ContentType = PrometheusConstants.TextContentTypeWithVersionAndEncoding;
        return _registry.CollectAndExportAsTextAsync(response.Body, response.HttpContext.RequestAborted);
    }
}
