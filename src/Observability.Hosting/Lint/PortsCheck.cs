using Aspire.Hosting.ApplicationModel;
using Observability.Hosting.Validation;

namespace Observability.Hosting.Lint;

/// <summary>Finds ports of this machine that two endpoints ask for.</summary>
internal sealed class PortsCheck(DistributedApplicationModel model) : IStackCheck
{
    /// <inheritdoc />
    public string Rule => "port-collision";

    /// <inheritdoc />
    public Task<IReadOnlyList<Problem>> RunAsync(CancellationToken cancellationToken) => Task.FromResult<IReadOnlyList<Problem>>(
    [
        .. from resource in model.Resources
           from endpoint in resource.Annotations.OfType<EndpointAnnotation>()
           let port = endpoint.Port ?? 0
           where port > 0
           group $"{resource.Name}.{endpoint.Name}" by port into claims
           let names = claims.Order(StringComparer.Ordinal).ToList()
           where names.Count > 1
           select new Problem(
               names[0].Split('.')[0],
               "port",
               FormattableString.Invariant($"{string.Join(" and ", names)} ask for port {claims.Key}"),
               "Give one of them another, or none to take any free one."),
    ]);
}
