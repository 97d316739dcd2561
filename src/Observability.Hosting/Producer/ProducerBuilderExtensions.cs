using Aspire.Hosting.ApplicationModel;
using Observability.Hosting;
using Observability.Hosting.Backends;
using Observability.Hosting.Model;

namespace Aspire.Hosting;

/// <summary>Adds something that produces to an AppHost.</summary>
public static class ProducerBuilderExtensions
{
    private const string PushVariable = "PRODUCER_PUSHGATEWAY";
    private const string TargetsVariable = "PRODUCER_TARGETS";

    /// <summary>
    /// Adds, on the laptop, a stand-in for the producers that a team has, so that there is something to see: it looks every 5 seconds how
    /// what people open behind the gateway answers, and sends it to a broker as points and documents. Let it publish with
    /// <c>WithPublisher</c>. It is no part of a publish, and needs <c>AddStandIns</c>.
    /// </summary>
    /// <param name="builder">The AppHost.</param>
    /// <param name="name">Name of the resource.</param>
    /// <param name="gateway">Endpoint of the gateway that people open.</param>
    /// <exception cref="InvalidOperationException">The AppHost publishes, or has not called <c>AddStandIns</c>.</exception>
    public static IResourceBuilder<ProjectResource> AddSampleProducer(this IDistributedApplicationBuilder builder, string name, EndpointReference gateway)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(gateway);
        if (builder.ExecutionContext.IsPublishMode || Stack.For(builder).Backends.StandIns is not { } standIns)
        {
            throw new InvalidOperationException($"{name}: a sample producer is for the laptop, and needs AddStandIns.");
        }

        var producer = builder.AddResource(new ProjectResource(name))
            .WithAnnotation(standIns.Project)
            .WithArgs("producer")
            .WithOtlpExporter()
            .WithHttpEndpoint(name: "http")
            .WithProbes(Probe.Http("/-/ready"), Probe.Http("/-/healthy"))
            .WithEdge(EdgeKind.Query, gateway)
            .WithAnnotation(new WaitAnnotation(gateway.Resource, WaitType.WaitUntilHealthy))
            .WithIconName("Send");
        var own = producer.GetEndpoint("http");
        return producer
            .WithEnvironment("ASPNETCORE_URLS", ReferenceExpression.Create($"http://127.0.0.1:{own.Property(EndpointProperty.TargetPort)}"))
            .WithEnvironment(context => context.EnvironmentVariables[TargetsVariable] = Targets(builder, gateway));
    }

    /// <summary>Lets a sample producer push what each round of its looks has found to a Pushgateway, as a job that ends does.</summary>
    /// <param name="producer">The producer, of <see cref="AddSampleProducer"/>.</param>
    /// <param name="target">Endpoint of the Pushgateway.</param>
    public static IResourceBuilder<ProjectResource> WithPushTarget(this IResourceBuilder<ProjectResource> producer, EndpointReference target)
    {
        ArgumentNullException.ThrowIfNull(producer);
        ArgumentNullException.ThrowIfNull(target);
        return producer.WithEdge(EdgeKind.Push, target).WithEnvironment(context =>
        {
            if (target.Resource.CanRun() && producer.Resource.HasEdge(EdgeKind.Push, target.Resource))
            {
                context.EnvironmentVariables[PushVariable] = target.Property(EndpointProperty.Url);
            }
        });
    }

    // grafana=http://grafana.localhost:8000/,… of the routes whose servers run here
    private static ReferenceExpression Targets(IDistributedApplicationBuilder builder, EndpointReference gateway)
    {
        var targets = new ReferenceExpressionBuilder();
        var routes = builder.Resources.Where(resource => resource.CanRun()).SelectMany(resource => resource.GetRoutes())
            .Where(route => ReferenceEquals(route.Gateway.Resource, gateway.Resource));
        foreach (var route in routes)
        {
            targets.Append($"{route.Host}=http://{route.Host}.localhost:{gateway.Property(EndpointProperty.Port)}/,");
        }

        return targets.Build();
    }
}
