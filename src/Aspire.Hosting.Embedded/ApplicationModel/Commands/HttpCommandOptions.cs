namespace Aspire.Hosting.ApplicationModel;

/// <summary>A command that is an HTTP request to the resource.</summary>
public class HttpCommandOptions : CommandOptions
{
    /// <summary>Method of the request; null (the default) for POST.</summary>
    public HttpMethod? Method { get; set; }

    /// <summary>Chooses the endpoint; null for the first http endpoint.</summary>
    public Func<EndpointReference>? EndpointSelector { get; set; }

    /// <summary>Name of the client in <c>IHttpClientFactory</c>; null for the default client.</summary>
    public string? HttpClientName { get; set; }

    /// <summary>Changes the request before it is sent.</summary>
    public Func<HttpCommandRequestContext, Task>? PrepareRequest { get; set; }

    /// <summary>Makes the outcome from the response; null for success where the status says so.</summary>
    public Func<HttpCommandResultContext, Task<ExecuteCommandResult>>? GetCommandResult { get; set; }

    /// <summary>What of the response is returned as data; default nothing.</summary>
    public HttpCommandResultMode ResultMode { get; set; }
}
