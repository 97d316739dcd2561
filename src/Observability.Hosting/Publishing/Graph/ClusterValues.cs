using System.Globalization;
using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Observability.Hosting.Model;

namespace Observability.Hosting.Publishing.Graph;

/// <summary>
/// The values of a server's environment and arguments as Kubernetes writes them. What refers to a secret stays a reference: a variable
/// of its own takes it from the Secret, and a text that needs it names that variable
/// (https://kubernetes.io/docs/tasks/inject-data-application/define-interdependent-environment-variables/).
/// </summary>
internal sealed class ClusterValues(IResource server, Cluster cluster, ClusterSecrets secrets)
{
    private readonly List<ClusterVariable> _helpers = [];

    /// <summary>The environment, with the variables that others need before them.</summary>
    /// <exception cref="DistributedApplicationException">A value cannot be had.</exception>
    public async Task<IReadOnlyList<ClusterVariable>> WriteEnvironmentAsync(
        IEnumerable<KeyValuePair<string, object>> environment, CancellationToken cancellationToken)
    {
        var variables = new List<ClusterVariable>();
        foreach (var (name, value) in environment.OrderBy(pair => pair.Key, StringComparer.Ordinal))
        {
            variables.Add(value is ParameterResource { Secret: true } parameter
                ? new ClusterVariable(name, null, secrets.Use(parameter, cluster.GetNamespace(server)))
                : new ClusterVariable(name, await WriteAsync(value, mayHoldSecrets: true, name, cancellationToken).ConfigureAwait(false)));
        }

        return [.. _helpers, .. variables];
    }

    /// <summary>The arguments.</summary>
    /// <exception cref="DistributedApplicationException">A value cannot be had, or is a secret.</exception>
    public async Task<IReadOnlyList<string>> WriteArgumentsAsync(IEnumerable<object> arguments, CancellationToken cancellationToken)
    {
        var texts = new List<string>();
        foreach (var argument in arguments)
        {
            texts.Add(await WriteAsync(argument, mayHoldSecrets: false, "arguments", cancellationToken).ConfigureAwait(false));
        }

        return texts;
    }

    private async Task<string> WriteAsync(object? value, bool mayHoldSecrets, string field, CancellationToken cancellationToken)
    {
        switch (value)
        {
            case null:
                return string.Empty;
            case string text:
                return Literal(text);
            case IResourceBuilder<IResource> builder:
                return await WriteAsync(builder.Resource, mayHoldSecrets, field, cancellationToken).ConfigureAwait(false);
            case ParameterResource { Secret: true } parameter when mayHoldSecrets:
                return $"$({Hold(parameter)})";
            case ParameterResource { Secret: true } parameter:
                throw new DistributedApplicationException(
                    $"{server.Name}: {field}: the secret '{parameter.Name}' would be in an argument, which everybody on the node can read. Use an environment variable or a file.");
            case ParameterResource parameter:
                return Literal(await parameter.GetValueAsync(cancellationToken).ConfigureAwait(false) ?? string.Empty);
            case EndpointReference endpoint:
                return Write(endpoint, EndpointProperty.Url);
            case EndpointReferenceExpression expression:
                return Write(expression.Endpoint, expression.Property);
            case ReferenceExpression { IsConditional: false } expression:
                var parts = new object[expression.ValueProviders.Count];
                for (var index = 0; index < parts.Length; index++)
                {
                    parts[index] = await WriteAsync(expression.ValueProviders[index], mayHoldSecrets, field, cancellationToken).ConfigureAwait(false);
                }

                return string.Format(CultureInfo.InvariantCulture, Literal(expression.Format), parts);
            case IFormattable number:
                return number.ToString(null, CultureInfo.InvariantCulture);
            case bool flag:
                return flag ? "true" : "false";
            default:
                throw new DistributedApplicationException(
                    $"{server.Name}: {field}: a {value.GetType().Name} cannot be published. Use text, a parameter, an endpoint, or an expression of these.");
        }
    }

    // Kubernetes takes $(NAME) for a variable, and two dollars, wherever they stand, for one
    // (https://kubernetes.io/docs/reference/kubernetes-api/workload-resources/pod-v1/#environment-variables).
    private static string Literal(string text) => text.Replace("$", "$$", StringComparison.Ordinal);

    private string Hold(ParameterResource parameter)
    {
        var name = "SECRET_" + parameter.Name.ToUpperInvariant().Replace('-', '_');
        if (!_helpers.Exists(helper => helper.Name == name))
        {
            _helpers.Add(new ClusterVariable(name, null, secrets.Use(parameter, cluster.GetNamespace(server))));
        }

        return name;
    }

    private string Write(EndpointReference endpoint, EndpointProperty property)
    {
        var port = (endpoint.TargetPort ?? throw new DistributedApplicationException(
            $"{endpoint.Resource.Name}: endpoint '{endpoint.EndpointName}' has no target port, which a cluster needs. Set it.")).ToString(CultureInfo.InvariantCulture);
        var host = endpoint.Resource == server ? "localhost" : cluster.GetHost(endpoint.Resource, server);
        return property switch
        {
            EndpointProperty.Url => $"{endpoint.Scheme}://{host}:{port}",
            EndpointProperty.Host or EndpointProperty.IPV4Host => host,
            EndpointProperty.Port or EndpointProperty.TargetPort => port,
            EndpointProperty.HostAndPort => $"{host}:{port}",
            EndpointProperty.Scheme => endpoint.Scheme,
            _ => throw new DistributedApplicationException(
                $"{server.Name}: the property {property} of an endpoint cannot be published."),
        };
    }
}
