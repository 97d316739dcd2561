using System.Net.Http.Headers;
using System.Text;
using System.Text.RegularExpressions;
using Aspire.Hosting.Testing;
using RabbitMQ.Client;

namespace Observability.E2E.Flows;

/// <summary>Sends what a flow sends, and asks until what it expects is there.</summary>
internal sealed class FlowRunner(FlowStack stack, CancellationToken cancellationToken)
{
    private const string Exchange = "telemetry";

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
            answer => $"{answer.Status}: {answer.Text[..Math.Min(answer.Text.Length, 500)]}");
    }

    private async Task<(int Status, string Text)> SendAsync(FlowRequest request)
    {
        if (request.RoutingKey is not null)
        {
            await PublishAsync(request);
            return (request.Status, string.Empty);
        }

        using var client = stack.Application.CreateHttpClient(request.Resource, request.Endpoint);
        var path = request.Promql is { } query ? $"/api/v1/query?query={Uri.EscapeDataString(Fill(query))}" : Fill(request.Path);
        using var message = new HttpRequestMessage(request.Body is null ? HttpMethod.Get : HttpMethod.Post, new Uri(path, UriKind.Relative));
        message.Headers.Host = request.Host;
        if (request.Secret is { } secret)
        {
            var value = await stack.GetParameterAsync(secret, cancellationToken);
            message.Headers.Authorization = request.User is { } user
                ? new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{user}:{value}")))
                : new AuthenticationHeaderValue(request.Scheme ?? "Bearer", value);
        }

        foreach (var (header, value) in request.Headers)
        {
            message.Headers.TryAddWithoutValidation(header, Fill(value));
        }

        if (request.Body is { } body)
        {
            message.Content = new StringContent(Fill(body), Encoding.UTF8, request.ContentType);
        }

        using var answer = await client.SendAsync(message, cancellationToken);
        return ((int)answer.StatusCode, await answer.Content.ReadAsStringAsync(cancellationToken));
    }

    private async Task PublishAsync(FlowRequest request)
    {
        var endpoint = stack.Application.GetEndpoint(request.Resource, request.Endpoint);
        var factory = new ConnectionFactory
        {
            HostName = endpoint.Host,
            Port = endpoint.Port,
            UserName = request.User ?? "admin",
            Password = await stack.GetParameterAsync(request.Secret!, cancellationToken),
        };
        await using var connection = await factory.CreateConnectionAsync(cancellationToken);
        await using var channel = await connection.CreateChannelAsync(
            new CreateChannelOptions(publisherConfirmationsEnabled: true, publisherConfirmationTrackingEnabled: true), cancellationToken);
        await channel.BasicPublishAsync(Exchange, request.RoutingKey!, mandatory: true, Encoding.UTF8.GetBytes(Fill(request.Body ?? string.Empty)), cancellationToken);
    }

    private string Fill(string text) => text.Replace("${id}", _id, StringComparison.Ordinal);
}
