using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Observability.Hosting.Model;

namespace Observability.Hosting.Tests.Grafana;

/// <summary>An identity provider that has paths and no more.</summary>
internal sealed class FakeIdentityProvider(string name) : ContainerResource(name), IIdentityProvider
{
    public static IResourceBuilder<FakeIdentityProvider> Add(IDistributedApplicationBuilder builder, string name) =>
        builder.AddResource(new FakeIdentityProvider(name))
            .WithHttpEndpoint(targetPort: 8080, name: "http")
            .WithAnnotation(new IdentityProviderAnnotation("/realm", "/realm/auth", "/realm/token", "/realm/userinfo", "/realm/logout"));
}
