using Aspire.Hosting.ApplicationModel;
using Observability.Hosting.FluentBit;
using Observability.Hosting.Model;

namespace Aspire.Hosting;

/// <content>What a Fluent Bit is started with, once the graph is complete.</content>
public static partial class FluentBitBuilderExtensions
{
    private static async Task<string> WriteConfigAsync(
        IFluentBit fluentBit, FluentBitSettings settings, ServerContext context, CancellationToken cancellationToken)
    {
        var outputs = new List<FluentBitOutput>();
        foreach (var edge in fluentBit.GetEdges(EdgeKind.Log))
        {
            var receiver = edge.To.Resource.GetRequired<OtlpReceiverAnnotation>();
            var address = await context.GetAddressAsync(edge.To, cancellationToken).ConfigureAwait(false);
            var colon = address.LastIndexOf(':');
            outputs.Add(new FluentBitOutput(
                edge.To.Resource.Name,
                address[..colon],
                address[(colon + 1)..],
                edge.To.Scheme == "https",
                receiver.BasePath + "/v1/logs",
                receiver.User,
                edge.To.Resource.GetPasswordVariable(),
                receiver.Headers ?? []));
        }

        return FluentBitConfigWriter.Write(new FluentBitConfig(
            fluentBit.Name,
            context.ListenHost,
            context.MapPath(FluentBitFacts.DataFolder),
            context.StackLogs,
            context.Cluster is { NodesSendLogs: true } ? settings.TalosPort : null,
            outputs));
    }

    private static void WriteEnvironment(IResourceBuilder<IFluentBit> fluentBit, IDictionary<string, object> environment)
    {
        environment[FluentBitFacts.PortVariable] = fluentBit.GetEndpoint("http").Property(EndpointProperty.TargetPort);
        environment.AddPasswords(fluentBit.Resource.GetEdges(EdgeKind.Log));
    }
}
