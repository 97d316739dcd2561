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

    /// <summary>
    /// Creates the Services, all at once, and completes when DCP listens on all ports or ten seconds are over. DCP says
    /// nothing where it cannot listen; it only never does.
    /// </summary>
    public static async Task ServeAsync(DcpClient client, IReadOnlyList<RunnableResource> resources, CancellationToken cancellationToken)
    {
        var open = resources.Where(static resource => resource.EndpointProblem is null)
            .SelectMany(static resource => resource.Endpoints, static (resource, plan) => (resource.Resource, Plan: plan))
            .Where(static pair => pair.Plan.Endpoint.IsProxied)
            .ToDictionary(static pair => pair.Plan.ServiceName);
        if (open.Count == 0)
        {
            return;
        }

        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        deadline.CancelAfter(s_readyDeadline);
        var creating = Task.WhenAll(open.Values.Select(pair => CreateServiceAsync(client, pair.Resource, pair.Plan, cancellationToken)));
        var watch = new DcpWatch<DcpService>(client, DcpService.Plural, DcpJson.Default.DcpService);
        await foreach (var change in watch.FollowAsync(deadline.Token).ConfigureAwait(false))
        {
            if (change.Object.Status?.EffectivePort is > 0 && open.Remove(change.Object.Metadata.Name, out var served))
            {
                served.Plan.SetServed();
                if (open.Count == 0)
                {
                    break;
                }
            }
        }

        await creating.ConfigureAwait(false);
        foreach (var (resource, plan) in open.Values)
        {
            plan.SetNotServed(new DistributedApplicationException(TakenPort(resource, plan)));
        }
    }

    private static async Task CreateServiceAsync(DcpClient client, IResource resource, EndpointPlan plan, CancellationToken cancellationToken)
    {
        try
        {
            await client.CreateAsync(DcpService.Plural, plan.ToService()!, DcpJson.Default.DcpService, cancellationToken).ConfigureAwait(false);
        }
        catch (DcpException exception)
        {
            plan.SetNotServed(new DistributedApplicationException($"{resource.Name}: endpoint {plan.Endpoint.Name}: {exception.Message}"));
        }
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
