using System.Globalization;
using Prometheus;
using Observability.StandIns.Points.Api;

namespace Observability.StandIns.Points;

/// <summary>
/// The part of InfluxDB's metrics that dashboards and alerts live on, under InfluxDB's names
/// (https://docs.influxdata.com/influxdb/v2/reference/internals/metrics/).
/// </summary>
internal sealed class PointsMetrics
{
    private static readonly string[] s_counted = ["organizations", "buckets", "tokens", "users"];
    private static readonly string[] s_labels = ["handler", "method", "path", "response_code", "status", "user_agent"];
    private readonly CollectorRegistry _registry = Prometheus.Metrics.NewCustomRegistry();
    private readonly Counter _requests;
    private readonly Histogram _durations;
    private readonly Counter _written;
    private readonly Counter _dropped;
    private readonly Counter _writtenBytes;
    private readonly Gauge _series;
    private readonly Gauge _measurements;
    private readonly Gauge _diskSizes;
    private readonly Gauge _queries;
    private readonly Gauge _uptime;
    private readonly Dictionary<string, Gauge> _totals;

    /// <summary>Makes them; nothing is counted yet.</summary>
    public PointsMetrics()
    {
        ProcessMetrics.Register(_registry);
        var factory = Prometheus.Metrics.WithCustomRegistry(_registry);
        factory.CreateGauge("influxdb_info", "Information about the influxdb environment.", "arch", "build_date", "commit", "cpus",
            "os", "version")
            .WithLabels("dotnet", "", "stand-in", Environment.ProcessorCount.ToString(CultureInfo.InvariantCulture), "linux",
                SystemEndpoints.Version)
            .Set(1);
        _requests = factory.CreateCounter("http_api_requests_total", "Number of http requests received", s_labels);
        _durations = factory.CreateHistogram("http_api_request_duration_seconds", "Time taken to respond to HTTP request", s_labels);
        _written = factory.CreateCounter("storage_writer_ok_points_total", "Points written");
        _dropped = factory.CreateCounter("storage_writer_dropped_points_total", "Points dropped");
        _writtenBytes = factory.CreateCounter("http_write_request_bytes", "Count of bytes received", "endpoint", "status");
        _series = factory.CreateGauge("storage_bucket_series_num", "Gauge of series in bucket", "bucket");
        _measurements = factory.CreateGauge("storage_bucket_measurement_num", "Gauge of measurements in bucket", "bucket");
        _diskSizes = factory.CreateGauge("storage_shard_disk_size", "Gauge of the disk size for the shard", "bucket");
        _queries = factory.CreateGauge("qc_executing_active", "Number of queries currently executing");
        _uptime = factory.CreateGauge("influxdb_uptime_seconds", "influxdb process uptime in seconds");
        _totals = s_counted
            .ToDictionary(name => name, name => factory.CreateGauge($"influxdb_{name}_total", $"Number of total {name} on the server"));
    }

    /// <summary>Reads what is there whenever somebody asks.</summary>
    public void Watch(PointsServices services)
    {
        var (metadata, store, clock) = (services.Metadata, services.Store, services.Clock);
        var started = clock.GetTimestamp();
        _registry.AddBeforeCollectCallback(() =>
        {
            _queries.Set(services.Queries.Running);
            _uptime.Set(clock.GetElapsedTime(started).TotalSeconds);
            _totals["organizations"].Set(metadata.Organizations.All.Count);
            _totals["buckets"].Set(metadata.Buckets.All.Count);
            _totals["tokens"].Set(metadata.Authorizations.All.Count);
            _totals["users"].Set(metadata.Users.All.Count);
            foreach (var bucket in metadata.Buckets.All)
            {
                var index = store.Bucket(bucket.Id);
                _series.WithLabels(bucket.Id).Set(index.SeriesCount);
                _measurements.WithLabels(bucket.Id).Set(index.Measurements.Count);
            }
        });
    }

    /// <summary>Counts a request.</summary>
    public void CountRequest(HttpContext context, TimeSpan duration)
    {
        // The pattern and not the path: anybody can make up paths, and each would be a new series.
        var path = (context.GetEndpoint() as RouteEndpoint)?.RoutePattern.RawText?.Replace("{id}", ":id", StringComparison.Ordinal)
            ?? "unknown";
        var code = context.Response.StatusCode;
        var status = code >= 500 ? "5XX" : code >= 400 ? "4XX" : "2XX";
        var method = context.Request.Method is "GET" or "HEAD" or "POST" or "PUT" or "PATCH" or "DELETE" or "OPTIONS"
            ? context.Request.Method : "OTHER";
        string[] labels = ["platform", method, path, code.ToString(CultureInfo.InvariantCulture), status, "unknown"];
        _requests.WithLabels(labels).Inc();
        _durations.WithLabels(labels).Observe(duration.TotalSeconds);
    }

    /// <summary>Counts a write.</summary>
    public void CountWrite(long bytes, int written, int dropped)
    {
        _writtenBytes.WithLabels("/api/v2/write", dropped == 0 ? "204" : "422").Inc(bytes);
        _written.Inc(written);
        _dropped.Inc(dropped);
    }

    /// <summary>Notes what the points of each bucket take of the disk, in bytes.</summary>
    public void SetDiskSizes(IReadOnlyDictionary<string, long> sizes)
    {
        foreach (var gone in _diskSizes.GetAllLabelValues().Select(labels => labels[0]).Where(bucket => !sizes.ContainsKey(bucket)))
        {
            _diskSizes.RemoveLabelled(gone);
        }

        foreach (var (bucket, bytes) in sizes)
        {
            _diskSizes.WithLabels(bucket).Set(bytes);
        }
    }

    /// <summary>Writes them in Prometheus' text format.</summary>
    public Task WriteAsync(HttpResponse response)
    {
        response.ContentType = PrometheusConstants.TextContentTypeWithVersionAndEncoding;
        return _registry.CollectAndExportAsTextAsync(response.Body, response.HttpContext.RequestAborted);
    }
}
