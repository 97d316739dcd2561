using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Observability.Hosting.Model;

namespace Observability.Hosting.Tests.Model;

public class ScrapeAnnotationsTests
{
    private readonly IResourceBuilder<ContainerResource> _server = DistributedApplication.CreateBuilder(["--operation", "publish"])
        .AddContainer("server", "server")
        .WithHttpEndpoint(targetPort: 80)
        .WithHttpsEndpoint(targetPort: 9443, name: "metrics");

    [Fact]
    public void Create_NothingSaid_IsPrometheusDefault() => Assert.Equal(
        [
            new("prometheus.io/scrape", "true"),
            new("prometheus.io/port", "80"),
            new("prometheus.io/path", "/metrics"),
            new("prometheus.io/scheme", "http"),
        ],
        ScrapeAnnotations.Create(_server.Resource));

    [Fact]
    public void Create_OtherEndpointAndPath_AreSaid()
    {
        _server.WithAnnotation(new MetricsAnnotation("metrics", "/own"));

        Assert.Equal(["true", "9443", "/own", "https"], ScrapeAnnotations.Create(_server.Resource).Select(pair => pair.Value));
    }

    [Fact]
    public void Create_WhatAnnotationsCannotSay_HasNone()
    {
        var token = new SecretReference(_server.ApplicationBuilder.AddParameter("token", "value", secret: true).Resource);
        foreach (var metrics in new MetricsAnnotation[]
        {
            new(HonorLabels: true), new(Interval: TimeSpan.FromMinutes(2)), new(BearerToken: token),
        })
        {
            _server.WithAnnotation(metrics, ResourceAnnotationMutationBehavior.Replace);

            Assert.Empty(ScrapeAnnotations.Create(_server.Resource));
        }
    }
}
