namespace Observability.StandIns.Gateway.Forwarding;

/// <summary>Gives up when the headers of the answer take too long; how long the rest takes is no matter.</summary>
internal sealed class ResponseHeaderTimeoutHandler(HttpMessageHandler inner, TimeSpan patience) : DelegatingHandler(inner)
{
    /// <inheritdoc />
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        // Not disposed of before the answer is read: the request's content may still look at the token.
        var timeout = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        timeout.CancelAfter(patience);
        var response = await base.SendAsync(request, timeout.Token);
        timeout.CancelAfter(Timeout.InfiniteTimeSpan);
        return response;
    }
}
