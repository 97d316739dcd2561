using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.Configuration;
using Observability.Hosting.Backends;
using Observability.Hosting.Model;
using Observability.Hosting.Prometheus;

namespace Observability.Hosting.Tests.Backends;

public class ImageTests
{
    private const string Name = "prometheus";

    [Theory]
    [InlineData("quay.io/prometheus/prometheus:v3.14.0", "quay.io/prometheus/prometheus:v3.14.0", "3.14.0")]
    [InlineData("rabbitmq:4.3.5-management", "docker.io/library/rabbitmq:4.3.5-management", "4.3.5")]
    [InlineData("grafana/loki", "docker.io/grafana/loki:latest", null)]
    [InlineData("localhost/own:1.2", "localhost/own:1.2", "1.2")]
    [InlineData("mirror.example:5000/hub/prom/prometheus:20261126", "mirror.example:5000/hub/prom/prometheus:20261126", null)]
    [InlineData("quay.example/other@sha256:0123", "quay.example/other@sha256:0123", null)]
    [InlineData("quay.example/other:2.0@sha256:0123", "quay.example/other:2.0@sha256:0123", "2.0")]
    [InlineData("quay.example/other:1.2.3.4", "quay.example/other:1.2.3.4", null)]
    public void TryParse_Reference_IsReadAsByAnEngineAndItsTagTellsTheVersion(string text, string reference, string? version)
    {
        Assert.True(ServerImage.TryParse(text, out var image));

        Assert.Equal(reference, image.ToString());
        Assert.Equal(version, image.Version?.ToString());
    }

    [Theory]
    [InlineData("")]
    [InlineData("Quay.io/Prometheus")]
    [InlineData("quay.io/prometheus:")]
    [InlineData("quay.io/pro metheus:1")]
    [InlineData("https://quay.io/prometheus:1")]
    public void TryParse_NoReference_IsRefused(string text) => Assert.False(ServerImage.TryParse(text, out _));

    [Fact]
    public void TryParse_EveryFact_IsWhatItWas()
    {
        var image = PrometheusFacts.Server.Image;

        Assert.True(ServerImage.TryParse(image.ToString(), out var read));
        Assert.Equal(image, read);
        Assert.Equal(PrometheusFacts.Server.ImageVersion, read.Version);
    }

    [Fact]
    public void Image_OfTheUsersOwn_DecidesTheVersionThatIsWrittenFor()
    {
        var (options, backend) = Select($"Stack:Images:{Name}", "mirror.example/prometheus:v2.55.1");

        Assert.Equal(new Version(2, 55, 1), backend.Version);
        Assert.Equal("mirror.example/prometheus:v2.55.1", backend.Image?.ToString());
        Assert.Empty(options.Problems);
    }

    [Theory]
    [InlineData("Stack:Images:prometheus", "mirror.example/prometheus:stable", "mirror.example/prometheus:stable")]
    [InlineData("Stack:ImageRegistry", "mirror.example/hub", "mirror.example/hub/prometheus/prometheus:v3.14.0")]
    public void Image_WithoutAVersionOfItsOwn_IsTakenForTheFacts(string key, string value, string image)
    {
        var (options, backend) = Select(key, value);

        Assert.Equal((image, PrometheusFacts.Server.ImageVersion), (backend.Image?.ToString(), backend.Version));
        Assert.Empty(options.Problems);
    }

    [Theory]
    [InlineData("prom/prometheus:v2.30.0", "'prom/prometheus:v2.30.0' is version 2.30.0 by its tag", "at least 2.42")]
    [InlineData("Prometheus", "'Prometheus' is not the name of an image", "registry/repository:tag")]
    public void Image_ThatCannotBeUsed_IsReportedOnce(string image, string what, string remedy)
    {
        var (options, _) = Select($"Stack:Images:{Name}", image);
        options.GetImage(Name, PrometheusFacts.Server);

        var problem = Assert.Single(options.Problems);
        Assert.Equal((Name, $"Stack:Images:{Name}", what), (problem.Resource, problem.Field, problem.What));
        Assert.Contains(remedy, problem.Remedy, StringComparison.Ordinal);
    }

    [Fact]
    public void Container_DigestOfTheUsersOwn_IsWhatTheEngineGets()
    {
        var builder = DistributedApplication.CreateBuilder(["--Stack:Backend=container", "--Stack:Images:prometheus=quay.example/prometheus@sha256:0123"]);

        var prometheus = builder.AddPrometheus(Name).Resource;

        Assert.True(prometheus.TryGetContainerImageName(out var image));
        Assert.Equal("quay.example/prometheus@sha256:0123", image);
    }

    private static (StackOptions Options, Backend Backend) Select(string key, string value)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection([new(key, value)]).Build();
        var options = StackOptions.Read(configuration);
        return (options, new BackendSelector(options, new FakeEngine(), new NoNatives()).Select(Name, PrometheusFacts.Server));
    }

    private sealed class NoNatives : INativeServers
    {
        public NativeFinding Find(NativeServer server) => new(null, null, "it is not on PATH");
    }
}
