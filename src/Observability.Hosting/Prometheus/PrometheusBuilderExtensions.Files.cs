using Aspire.Hosting.ApplicationModel;
using Observability.Hosting.Model;
using Observability.Hosting.Prometheus;

namespace Aspire.Hosting;

/// <content>What a Prometheus is started with, once the graph is complete.</content>
public static partial class PrometheusBuilderExtensions
{
    private static async Task<string> WriteConfigAsync(
        IPrometheus prometheus, PrometheusSettings settings, ServerContext context, CancellationToken cancellationToken)
    {
        var alertmanagers = new List<string>();
        var jobs = new List<PrometheusJob>();
        foreach (var edge in new IResource[] { prometheus }.GetEdges())
        {
            var address = await context.GetAddressAsync(edge.To, cancellationToken).ConfigureAwait(false);
            if (edge.Kind == EdgeKind.Alert)
            {
                alertmanagers.Add(address);
            }
            else if (edge.Kind == EdgeKind.Scrape && (context.IsCluster || edge.To.Resource.CanRun()))
            {
                // On the laptop, a target that nothing can run would only be an alert that never ends.
                var target = edge.To.Resource;
                var metrics = target.GetMetrics();
                if (context.IsCluster && metrics.IsDiscoverable)
                {
                    continue;
                }

                var tokenFile = metrics.BearerToken is null ? null : context.MapPath(TokenPath(target));
                jobs.Add(new PrometheusJob(target.Name, address, metrics.Path, metrics.HonorLabels, metrics.Interval, tokenFile));
            }
        }

        var rules = settings.RuleFiles.Select(context.MapPath).ToList();
        return PrometheusConfigWriter.Write(
            new PrometheusConfig(
                settings.Interval,
                settings.Retention,
                rules,
                alertmanagers,
                jobs,
                context.Cluster is { } cluster
                    ? new PrometheusDiscovery(
                        settings.Discovery.VerifyKubelets || cluster.HasKubeletCertificates,
                        settings.Discovery.ControlPlane || cluster.HasControlPlaneMetrics)
                    : null),
            context.Version);
    }

    private static IEnumerable<object> WriteArguments(EndpointReference endpoint, PrometheusSettings settings, ServerContext context)
    {
        yield return $"--config.file={context.MapPath(PrometheusFacts.ConfigPath)}";
        yield return $"--storage.tsdb.path={context.MapPath(PrometheusFacts.DataFolder)}";
        if (context.Version < PrometheusFacts.RetentionInConfig)
        {
            yield return $"--storage.tsdb.retention.time={PrometheusConfigWriter.Duration(settings.Retention)}";
        }

        yield return ReferenceExpression.Create($"--web.listen-address={context.ListenAddress(endpoint)}");
        yield return "--web.enable-lifecycle";
        if (!context.IsCluster)
        {
            yield return $"--rules.alert.resend-delay={PrometheusConfigWriter.Duration(PrometheusFacts.LaptopResendDelay)}";
        }

        yield return "--web.enable-remote-write-receiver";
        if (context.BrowserUrl(endpoint) is { } url)
        {
            yield return ReferenceExpression.Create($"--web.external-url={url}");
        }
    }
}
