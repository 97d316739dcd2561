using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Observability.Hosting.Grafana;
using Observability.Hosting.Model;

namespace Aspire.Hosting;

public static partial class GrafanaBuilderExtensions
{
    private const string AdminPasswordPath = $"{GrafanaFacts.SecretsFolder}/admin-password";
    private const string ClientSecretPath = $"{GrafanaFacts.SecretsFolder}/oidc-secret";

    private static async Task<string> WriteIniAsync(
        IResourceBuilder<IGrafana> grafana, GrafanaSettings settings, ServerContext context, CancellationToken cancellationToken)
    {
        var rootUrl = await context.GetPublicUrlAsync(grafana.GetEndpoint("http"), cancellationToken).ConfigureAwait(false) + "/";
        var signIn = await FindSignInAsync(grafana.Resource, settings, context, cancellationToken).ConfigureAwait(false);
        return GrafanaIniWriter.Write(new GrafanaIni(
            rootUrl,
            context.MapPath(GrafanaFacts.DataFolder),
            context.MapPath(GrafanaFacts.ProvisioningFolder),
            context.MapPath(AdminPasswordPath),
            settings.LoginForm ?? !(context.IsCluster && signIn is not null),
            signIn));
    }

    private static async Task<GrafanaSignIn?> FindSignInAsync(
        IGrafana grafana, GrafanaSettings settings, ServerContext context, CancellationToken cancellationToken)
    {
        if (grafana.GetEdges(EdgeKind.SignIn).FirstOrDefault()?.To is not { } provider)
        {
            return null;
        }

        // A browser goes to the address that people see, Grafana itself straight to the server.
        var paths = provider.Resource.GetRequired<IdentityProviderAnnotation>();
        var browser = await context.GetPublicUrlAsync(provider, cancellationToken).ConfigureAwait(false);
        var server = await context.GetUrlAsync(provider, cancellationToken).ConfigureAwait(false);
        return new GrafanaSignIn(
            provider.Resource.Name,
            settings.Client!.ClientId,
            context.MapPath(ClientSecretPath),
            browser + paths.AuthorizationPath,
            server + paths.TokenPath,
            server + paths.UserInfoPath,
            browser + paths.LogoutPath);
    }

    private static async Task<string> WriteDataSourcesAsync(IGrafana grafana, ServerContext context, CancellationToken cancellationToken)
    {
        var sources = new List<GrafanaDataSource>();
        foreach (var (source, endpoint) in FindSources(grafana))
        {
            sources.Add(new GrafanaDataSource(source, await context.GetUrlAsync(endpoint, cancellationToken).ConfigureAwait(false)));
        }

        return GrafanaProvisioningWriter.WriteDataSources(sources);
    }

    private static Task AddDataSourceSecrets(IGrafana grafana, IDictionary<string, object> variables)
    {
        foreach (var (source, _) in FindSources(grafana))
        {
            foreach (var secret in source.Secrets)
            {
                variables[GrafanaProvisioningWriter.SecretVariable(source, secret)] = secret.Value.Parameter;
            }
        }

        return Task.CompletedTask;
    }

    private static IEnumerable<object> WriteArguments(EndpointReference endpoint, ServerContext context)
    {
        if (!context.IsProcess)
        {
            // The image's own start script names home and configuration; the port is the default one.
            yield break;
        }

        yield return "server";
        yield return "--homepath";
        yield return FindHome(context.Command!);
        yield return "--config";
        yield return context.MapPath(GrafanaFacts.ConfigPath);
        yield return $"cfg:default.server.http_addr={context.ListenHost}";
        yield return ReferenceExpression.Create($"cfg:default.server.http_port={endpoint.Property(EndpointProperty.TargetPort)}");
    }

    /// <summary>The folder above <c>bin</c>, wherever the binary really lies: it has the front end and the bundled plugins.</summary>
    private static string FindHome(string command)
    {
        var real = File.ResolveLinkTarget(command, returnFinalTarget: true)?.FullName ?? command;
        return Path.GetDirectoryName(Path.GetDirectoryName(real))!;
    }

    private static IResourceBuilder<IGrafana> WithDataSourcesCheck(this IResourceBuilder<IGrafana> builder, GrafanaSettings settings)
    {
        var grafana = builder.Resource;
        var endpoint = builder.GetEndpoint("http");
        var key = $"{grafana.Name}_datasources_check";
        builder.ApplicationBuilder.Services.AddHealthChecks().Add(new HealthCheckRegistration(
            key,
            _ => new GrafanaDataSourcesCheck(
                () => new Uri(endpoint.Url), () => FindSources(grafana).Select(found => found.Source), settings.AdminPassword),
            HealthStatus.Unhealthy,
            tags: null));
        return builder.WithHealthCheck(key);
    }

    /// <summary>Every data source of every store that this Grafana queries, with the endpoint that answers.</summary>
    private static IEnumerable<(DataSource Source, EndpointReference Endpoint)> FindSources(IGrafana grafana) =>
        from edge in grafana.GetEdges(EdgeKind.Query)
        from source in SourcesOf(edge.To.Resource)
        where source.EndpointName == edge.To.EndpointName
        select (source, edge.To);

    private static IEnumerable<DataSource> SourcesOf(IResource store) =>
        store.Annotations.OfType<DataSourcesAnnotation>().SelectMany(annotation => annotation.Create());
}
