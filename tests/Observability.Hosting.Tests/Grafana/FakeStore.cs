using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Observability.Hosting.Model;

namespace Observability.Hosting.Tests.Grafana;

/// <summary>A store that describes the data sources that a test gives it.</summary>
internal sealed class FakeStore(string name) : ContainerResource(name), IDataSourceServer
{
    public static IResourceBuilder<FakeStore> Add(
        IDistributedApplicationBuilder builder, string name, params DataSource[] sources) =>
        builder.AddResource(new FakeStore(name))
            .WithHttpEndpoint(targetPort: 80, name: "http")
            .WithHttpEndpoint(targetPort: 81, name: "query")
            .WithAnnotation(new DataSourcesAnnotation(() => sources));

    public static DataSource Source(string uid, string type = "loki", string endpointName = "http", params DataSourceSecret[] secrets) =>
        new(uid, uid, type, [], secrets, endpointName);
}
