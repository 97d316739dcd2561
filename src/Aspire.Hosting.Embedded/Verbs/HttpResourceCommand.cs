using System.Globalization;
using System.Net.Http.Headers;
using System.Net.Mime;
using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Aspire.Hosting.Embedded.Verbs;

/// <summary>A command of a resource that is one HTTP request to one of its endpoints.</summary>
internal sealed class HttpResourceCommand(EndpointReference endpoint, string path, HttpCommandOptions options)
{
    private static readonly Lazy<HttpClient> s_client = new(static () => new HttpClient(new SocketsHttpHandler { UseProxy = false }));

    public HttpMethod Method { get; } = options.Method ?? HttpMethod.Post;

    /// <summary>The options, with a command that is enabled only while the resource is healthy unless they say otherwise.</summary>
    public CommandOptions WithDefaults() => new()
    {
        Arguments = options.Arguments,
        ConfirmationMessage = options.ConfirmationMessage,
        Description = options.Description,
        IconName = options.IconName,
        IconVariant = options.IconVariant,
        IsHighlighted = options.IsHighlighted,
        UpdateState = options.UpdateState ?? (static context => context.ResourceSnapshot.HealthStatus == HealthStatus.Healthy
            ? ResourceCommandState.Enabled
            : ResourceCommandState.Disabled),
        ValidateArguments = options.ValidateArguments,
        Visibility = options.Visibility,
    };

    public async Task<ExecuteCommandResult> ExecuteAsync(ExecuteCommandContext context)
    {
        if (!endpoint.IsAllocated)
        {
            return CommandResults.Failure($"Endpoint '{endpoint.EndpointName}' of '{endpoint.Resource.Name}' has no address yet.");
        }

        var client = CreateClient(context.ServiceProvider);
        using var request = new HttpRequestMessage(Method, new Uri(new Uri(endpoint.Url), path));
        if (options.PrepareRequest is { } prepare)
        {
            await prepare(new HttpCommandRequestContext
            {
                ServiceProvider = context.ServiceProvider,
                ResourceName = context.ResourceName,
                Endpoint = endpoint,
                HttpClient = client,
                Request = request,
                CancellationToken = context.CancellationToken,
            }).ConfigureAwait(false);
        }

        try
        {
            using var response = await client.SendAsync(request, context.CancellationToken).ConfigureAwait(false);
            return await ReadAsync(context, client, response).ConfigureAwait(false);
        }
        catch (HttpRequestException exception)
        {
            return CommandResults.Failure($"{request.Method} {request.RequestUri}: {exception.Message}");
        }
    }

    private async Task<ExecuteCommandResult> ReadAsync(ExecuteCommandContext context, HttpClient client, HttpResponseMessage response)
    {
        if (options.GetCommandResult is { } getResult)
        {
            return await getResult(new HttpCommandResultContext
            {
                ServiceProvider = context.ServiceProvider,
                ResourceName = context.ResourceName,
                Endpoint = endpoint,
                HttpClient = client,
                Response = response,
                CancellationToken = context.CancellationToken,
            }).ConfigureAwait(false);
        }

        var status = string.Create(CultureInfo.InvariantCulture, $"{(int)response.StatusCode} {response.ReasonPhrase}").TrimEnd();
        if (options.ResultMode == HttpCommandResultMode.None)
        {
            return response.IsSuccessStatusCode ? CommandResults.Success() : CommandResults.Failure($"The request was answered with {status}.");
        }

        var content = await response.Content.ReadAsStringAsync(context.CancellationToken).ConfigureAwait(false);
        var format = FormatOf(options.ResultMode, response.Content.Headers.ContentType);
        return response.IsSuccessStatusCode
            ? CommandResults.Success(status, content, format)
            : CommandResults.Failure($"The request was answered with {status}.", content, format);
    }

    private static CommandResultFormat FormatOf(HttpCommandResultMode mode, MediaTypeHeaderValue? contentType) => mode switch
    {
        HttpCommandResultMode.Json => CommandResultFormat.Json,
        HttpCommandResultMode.Auto when IsJson(contentType?.MediaType) => CommandResultFormat.Json,
        _ => CommandResultFormat.Text,
    };

    private static bool IsJson(string? mediaType) =>
        mediaType is MediaTypeNames.Application.Json || mediaType?.EndsWith("+json", StringComparison.OrdinalIgnoreCase) == true;

    private HttpClient CreateClient(IServiceProvider services)
    {
        if (options.HttpClientName is not { } name)
        {
            return s_client.Value;
        }

        var factory = services.GetService<IHttpClientFactory>() ?? throw new DistributedApplicationException(
            $"Resource '{endpoint.Resource.Name}': the HTTP command '{path}' names the client '{name}', but none is registered. Call builder.Services.AddHttpClient(\"{name}\").");
        return factory.CreateClient(name);
    }
}
