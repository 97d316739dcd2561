using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting.Embedded.Verbs;

/// <summary>The variables that tell an ASP.NET Core project where to listen and what stands before it.</summary>
internal static class ProjectVariables
{
    private const string Urls = "ASPNETCORE_URLS";
    private const string HttpPorts = "HTTP_PORTS";
    private const string HttpsPorts = "HTTPS_PORTS";
    private const string HttpsPort = "ASPNETCORE_HTTPS_PORT";
    private const string ForwardedHeaders = "ASPNETCORE_FORWARDEDHEADERS_ENABLED";

    public static void Write(EnvironmentCallbackContext context, ProjectResource project)
    {
        var variables = context.EnvironmentVariables;
        var endpoints = HttpEndpoints(project);
        if (endpoints.Count == 0)
        {
            return;
        }

        if (context.ExecutionContext.IsPublishMode)
        {
            WritePorts(variables, HttpPorts, "http", endpoints);
            WritePorts(variables, HttpsPorts, "https", endpoints);
        }
        else if (!variables.ContainsKey(Urls))
        {
            WriteUrls(variables, endpoints);
        }

        if (!project.Annotations.OfType<DisableForwardedHeadersAnnotation>().Any())
        {
            variables.TryAdd(ForwardedHeaders, "true");
        }
    }

    // Here the process listens on a port of its own behind a proxy that has the endpoint's port.
    private static void WriteUrls(Dictionary<string, object> variables, List<EndpointReference> endpoints)
    {
        var urls = new ReferenceExpressionBuilder();
        foreach (var endpoint in endpoints)
        {
            if (!urls.IsEmpty)
            {
                urls.AppendLiteral(";");
            }

            urls.AppendLiteral($"{endpoint.Scheme}://{endpoint.EndpointAnnotation.TargetHost}:");
            urls.AppendFormatted(endpoint.Property(EndpointProperty.TargetPort));
            if (endpoint.IsHttps)
            {
                // A redirect to HTTPS must name the port that browsers see.
                variables.TryAdd(HttpsPort, endpoint.Property(EndpointProperty.Port));
            }
        }

        variables[Urls] = urls.Build();
    }

    // In a container the project listens on all addresses.
    private static void WritePorts(Dictionary<string, object> variables, string variable, string scheme, List<EndpointReference> endpoints)
    {
        var ports = new ReferenceExpressionBuilder();
        foreach (var endpoint in endpoints)
        {
            if (endpoint.Scheme != scheme)
            {
                continue;
            }

            if (!ports.IsEmpty)
            {
                ports.AppendLiteral(";");
            }

            ports.AppendFormatted(endpoint.Property(EndpointProperty.TargetPort));
        }

        if (!ports.IsEmpty)
        {
            variables.TryAdd(variable, ports.Build());
        }
    }

    private static List<EndpointReference> HttpEndpoints(ProjectResource project)
    {
        var filters = project.Annotations.OfType<EndpointEnvironmentFilterAnnotation>().ToList();
        var named = project.Annotations.OfType<EndpointPortVariableAnnotation>().Select(annotation => annotation.Endpoint).ToHashSet();
        return project.Annotations.OfType<EndpointAnnotation>()
            .Where(endpoint => endpoint.UriScheme is "http" or "https" && !named.Contains(endpoint) && filters.TrueForAll(filter => filter.Filter(endpoint)))
            .Select(endpoint => new EndpointReference(project, endpoint))
            .ToList();
    }
}
