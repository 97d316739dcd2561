using Aspire.Hosting.ApplicationModel;
using Observability.Hosting.Model;

namespace Observability.Hosting.OpenTelemetryCollector;

/// <summary>Finds out where a collector sends to.</summary>
internal static class CollectorExporters
{
    /// <summary>The edges that carry what a collector sends.</summary>
    public static IEnumerable<Edge> GetOutgoing(IResource collector) =>
        collector.GetEdges(EdgeKind.Push).Concat(collector.GetEdges(EdgeKind.Log));

    /// <summary>The servers at the far ends of those edges.</summary>
    public static async Task<IReadOnlyList<CollectorExporter>> FindAsync(
        IResource collector, ServerContext context, CancellationToken cancellationToken)
    {
        var exporters = new List<CollectorExporter>();
        foreach (var edge in GetOutgoing(collector))
        {
            var url = await context.GetUrlAsync(edge.To, cancellationToken).ConfigureAwait(false);
            exporters.Add(Create(edge, url));
        }

        return exporters;
    }

    private static CollectorExporter Create(Edge edge, string url)
    {
        var server = edge.To.Resource;
        if (edge.Kind == EdgeKind.Log)
        {
            var logs = server.GetRequired<LogStoreAnnotation>();
            return new(
                server.Name,
                CollectorProtocol.OtlpLogs,
                url + logs.OtlpPath,
                logs.Tenant is { } tenant ? [new(LogStoreAnnotation.TenantHeader, tenant)] : []);
        }

        if (server is IMetricStore)
        {
            return new(
                server.Name, CollectorProtocol.RemoteWrite, url + server.GetRequired<MetricStoreAnnotation>().RemoteWritePath, []);
        }

        var receiver = server.GetRequired<OtlpReceiverAnnotation>();
        return new(
            server.Name,
            CollectorProtocol.Otlp,
            url + receiver.BasePath,
            receiver.Headers ?? [],
            receiver.User,
            server.GetPasswordVariable());
    }
}
