namespace Observability.StandIns.Tests.Logs;

/// <summary>One log store for all tests of a class; each test has a tenant of its own.</summary>
public sealed class LogsFixture<TBackend> : IAsyncLifetime
    where TBackend : ILogsBackend, new()
{
    /// <summary>Tenants whose limits are small, each in its own way.</summary>
    private const string Overrides = """
        short-lines: {max_line_size: 16B}
        cut-lines: {max_line_size: 16B, max_line_size_truncate: true}
        few-labels: {max_label_names_per_series: 3, max_label_name_length: 12, max_label_value_length: 12}
        slow: {ingestion_rate_mb: 0.001, ingestion_burst_size_mb: 0.001}
        slow-stream: {per_stream_rate_limit: 100B, per_stream_rate_limit_burst: 100B}
        few-entries: {max_entries_limit_per_query: 10}
        short-queries: {max_query_length: 1h}
        plain: {allow_structured_metadata: false, discover_log_levels: false, discover_service_name: []}
        patient: {reject_old_samples: false}
        """;

    private RunningLogs? _logs;

    /// <summary>The log store.</summary>
    /// <remarks>It is made by the first test: what a fixture does on its own cannot be skipped.</remarks>
    internal async Task<RunningLogs> LogsAsync() => _logs ??= await RunningLogs.StartAsync(new TBackend().Command, overrides: Overrides);

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        if (_logs is not null)
        {
            await _logs.DisposeAsync();
        }
    }
}
