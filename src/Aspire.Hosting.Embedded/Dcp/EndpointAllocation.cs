using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Embedded.Dcp.Model;
using Aspire.Hosting.Embedded.Orchestration;
using Microsoft.Extensions.Configuration;

namespace Aspire.Hosting.Embedded.Dcp;

/// <summary>Gives every endpoint its port, and DCP the Services for those with a proxy.</summary>
internal sealed class EndpointAllocation(IConfiguration configuration)
{
    private const string RangeVariable = "ASPIRE_PROXYLESS_ENDPOINT_PORT_RANGE";
    private static readonly TimeSpan s_readyDeadline = TimeSpan.FromSeconds(10);

    /// <summary>Chooses the ports and tells the model.</summary>
    /// <exception cref="DistributedApplicationException">Endpoints cannot work as they are declared; the message has all of them.</exception>
    public void Allocate(IReadOnlyList<RunnableResource> resources)
    {
        var randomize = configuration.GetValue<bool>(WellKnownConfiguration.RandomizePorts);
        var range = configuration[RangeVariable];
        HashSet<string> names = new(StringComparer.OrdinalIgnoreCase);
        List<string> problems = [];
        foreach (var runnable in resources)
        {
            var resource = runnable.Resource;
            var endpoints = resource.Annotations.OfType<EndpointAnnotation>().ToList();
            List<EndpointPlan> plans = [];
            foreach (var endpoint in endpoints)
            {
                try
                {
                    var name = ServiceName(resource, endpoint, endpoints.Count, names);
                    plans.Add(EndpointPlan.Choose(resource, endpoint, name, randomize, range));
                }
                catch (DistributedApplicationException problem)
                {
                    problems.Add(problem.Message);
                }
            }

            runnable.Endpoints = plans;
            runnable.EndpointProblem = FindTakenPort(resource, plans);
            Publish(runnable);
        }

        ModelValidator.ThrowIfAny("Nothing was started", problems);
    }

    /// <summary>Creates the Services, all at once.</summary>
    public static async Task CreateServicesAsync(DcpClient client, IReadOnlyList<RunnableResource> resources, CancellationToken cancellationToken)
    {
        var services = resources.Where(static resource => resource.EndpointProblem is null)
            .SelectMany(static resource => resource.Endpoints)
            .Select(static endpoint => endpoint.ToService())
            .OfType<DcpService>();
        await Task.WhenAll(services.Select(service =>
            client.CreateAsync(DcpService.Plural, service, DcpJson.Default.DcpService, cancellationToken))).ConfigureAwait(false);
    }

    /// <summary>
    /// Completes when DCP listens on all ports. It says nothing where it cannot; so a resource with a port that is not
    /// listened on after ten seconds is ended, with the reason.
    /// </summary>
    public static async Task VerifyAsync(DcpClient client, IReadOnlyList<RunnableResource> resources, CancellationToken cancellationToken)
    {
        var open = resources.Where(static resource => resource.EndpointProblem is null)
            .SelectMany(static resource => resource.Endpoints, static (resource, endpoint) => (resource, endpoint))
            .Where(static pair => pair.endpoint.Endpoint.IsProxied)
            .ToDictionary(static pair => pair.endpoint.ServiceName);
        if (open.Count == 0)
        {
            return;
        }

        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        deadline.CancelAfter(s_readyDeadline);
        var watch = new DcpWatch<DcpService>(client, DcpService.Plural, DcpJson.Default.DcpService);
        await foreach (var change in watch.FollowAsync(deadline.Token).ConfigureAwait(false))
        {
            if (change.Object.Status?.EffectivePort is > 0 && open.Remove(change.Object.Metadata.Name) && open.Count == 0)
            {
                return;
            }
        }

        if (cancellationToken.IsCancellationRequested)
        {
            return;
        }

        foreach (var (resource, endpoint) in open.Values)
        {
            await EndAsync(client, resource, TakenPort(resource.Resource, endpoint), cancellationToken).ConfigureAwait(false);
        }
    }

    private static async Task EndAsync(DcpClient client, RunnableResource resource, string message, CancellationToken cancellationToken)
    {
        foreach (var instance in resource.Instances)
        {
            try
            {
                await instance.RemoveAsync(client, cancellationToken).ConfigureAwait(false);
            }
            catch (Exception exception) when (exception is OperationCanceledException or HttpRequestException or DcpException)
            {
                // DCP is ending, and the instance with it.
            }
        }

        await resource.FailAsync(resource.Instances, KnownResourceStates.FailedToStart, message).ConfigureAwait(false);
    }

    private static string ServiceName(IResource resource, EndpointAnnotation endpoint, int count, HashSet<string> names)
    {
        var name = count == 1 ? resource.Name : $"{resource.Name}-{endpoint.Name}";
        var unique = name;
        for (var i = 2; !names.Add(unique); i++)
        {
            unique = $"{name}-{i}";
        }

        return unique;
    }

    // The check before the start has found most of these, but is left out where ports are random.
    private static string? FindTakenPort(IResource resource, List<EndpointPlan> plans)
    {
        var taken = plans.Find(plan => plan.Endpoint.Port == plan.Port
            && !ContainerSpecs.IsPersistent(resource)
            && !PortCheck.IsFree(plan.Endpoint.Protocol, plan.Port));
        return taken is null ? null : TakenPort(resource, taken);
    }

    private static string TakenPort(IResource resource, EndpointPlan plan) =>
        $"{resource.Name}: endpoint {plan.Endpoint.Name}: port {plan.Port} is in use by {PortOwner.Find(plan.Port) ?? "another process"}. "
        + "Stop that process, or choose another port, or none.";

    private static void Publish(RunnableResource runnable)
    {
        foreach (var plan in runnable.Endpoints)
        {
            if (runnable.EndpointProblem is { } problem)
            {
                plan.Fail(new DistributedApplicationException(problem));
            }
            else
            {
                plan.Allocate(runnable.Resource);
            }
        }
    }
}
