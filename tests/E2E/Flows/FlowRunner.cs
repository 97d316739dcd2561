using System.Text;
using System.Text.RegularExpressions;
using RabbitMQ.Client;

namespace Observability.E2E.Flows;

/// <summary>Sends what a flow sends, and asks until what it expects is there.</summary>
internal sealed class FlowRunner(IFlowStack stack, CancellationToken cancellationToken)
{
    private const string Exchange = "telemetry";
    private const int ShownCharacters = 500;

    private readonly string _id = $"{Environment.ProcessId}x{Environment.TickCount64}";

    /// <summary>Runs one.</summary>
    public async Task RunAsync(string name, FlowCase flow)
    {
        foreach (var request in flow.In)
        {
            var (status, answer) = await SendAsync(request);
            Assert.True(status == request.Status, $"{name}: {request.Resource} answered {status} to what was sent: {answer}");
        }

        await Eventually.BecomesAsync(
            name,
            _ => SendAsync(flow.Out),
            answer => answer.Status == flow.Out.Status && Regex.IsMatch(answer.Text, Fill(flow.Out.Matches)),
            new Deadline(name, TimeSpan.FromSeconds(flow.WithinSeconds)),
            answer => $"{answer.Status}: {answer.Text[..Math.Min(answer.Text.Length, ShownCharacters)]}");
    }

    private async Task<(int Status, string Text)> SendAsync(FlowRequest request)
    {
        if (request.RoutingKey is not null)
        {
            await PublishAsync(request);
            return (request.Status, string.Empty);
        }

        using var client = await FlowClient.CreateAsync(stack, request, Fill, cancellationToken);
        if (request.Panel is { } panel)
        {
            return await PanelQuery.AskAsync(client, panel, cancellationToken);
        }

        var path = request.Promql is { } query ? $"/api/v1/query?query={Uri.EscapeDataString(Fill(query))}" : Fill(request.Path);
        return await client.SendAsync(path, request.Body is { } body ? Fill(body) : null, request.ContentType, cancellationToken);
    }

    private async Task PublishAsync(FlowRequest request)
    {
        var address = await stack.FindAddressAsync(request.Resource, request.Endpoint, cancellationToken);
        var factory = new ConnectionFactory
        {
            HostName = address.Host,
            Port = address.Port,
            UserName = request.User ?? "admin",
            Password = await stack.ReadParameterAsync(request.Secret!, cancellationToken),
        };
        await using var connection = await factory.CreateConnectionAsync(cancellationToken);
        await using var channel = await connection.CreateChannelAsync(
            new CreateChannelOptions(publisherConfirmationsEnabled: true, publisherConfirmationTrackingEnabled: true), cancellationToken);
        await channel.BasicPublishAsync(Exchange, request.RoutingKey!, mandatory: true, Encoding.UTF8.GetBytes(Fill(request.Body ?? string.Empty)), cancellationToken);
    }

    private string Fill(string text) => text.Replace("${id}", _id, StringComparison.Ordinal);
}
