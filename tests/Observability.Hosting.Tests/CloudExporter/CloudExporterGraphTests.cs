using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;

namespace Observability.Hosting.Tests.CloudExporter;

public class CloudExporterGraphTests
{
    [Fact]
    public async Task WithAccounts_Several_AreNumberedAndTheirSecretsAreReferences()
    {
        var builder = DistributedApplication.CreateBuilder(["--operation", "publish"]);
        var exporter = builder.AddCloudExporter<SomeProject>("cloud-exporter")
            .WithExoscaleAccount("one", Secret(builder, "key"), Secret(builder, "secret"))
            .WithDigitalOceanAccount("two", Secret(builder, "token"));

        var configured = await ExecutionConfigurationBuilder.Create(exporter.Resource)
            .WithEnvironmentVariablesConfig()
            .BuildAsync(builder.ExecutionContext, cancellationToken: TestContext.Current.CancellationToken);

        Assert.Equal(
            [
                "Cloud__Accounts__0__ApiKey={key.value}",
                "Cloud__Accounts__0__ApiSecret={secret.value}",
                "Cloud__Accounts__0__Mode=live",
                "Cloud__Accounts__0__Name=one",
                "Cloud__Accounts__0__Provider=exoscale",
                "Cloud__Accounts__1__Mode=live",
                "Cloud__Accounts__1__Name=two",
                "Cloud__Accounts__1__Provider=digitalocean",
                "Cloud__Accounts__1__Token={token.value}",
            ],
            configured.EnvironmentVariables
                .Where(variable => variable.Key.StartsWith("Cloud__Accounts", StringComparison.Ordinal))
                .Select(variable => $"{variable.Key}={variable.Value}")
                .Order(StringComparer.Ordinal));
    }

    [Fact]
    public void WithDigitalOceanAccount_ParameterIsNotSecret_IsRefused()
    {
        var builder = DistributedApplication.CreateBuilder();
        var exporter = builder.AddCloudExporter<SomeProject>("cloud-exporter");

        Assert.Throws<ArgumentException>(() => exporter.WithDigitalOceanAccount("two", builder.AddParameter("plain", "value")));
    }

    private static IResourceBuilder<ParameterResource> Secret(IDistributedApplicationBuilder builder, string name) =>
        builder.AddParameter(name, "canary", secret: true);

    private sealed class SomeProject : IProjectMetadata
    {
        public string ProjectPath => "/nowhere/Some.csproj";
    }
}
