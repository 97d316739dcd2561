namespace Observability.E2E.Flows;

/// <summary>Where the cases run: a stack of the test's own, one that runs already, or a cluster.</summary>
internal interface IFlowStack : IAsyncDisposable
{
    /// <summary>Why a resource is not there, or null where it is.</summary>
    string? FindAbsence(string resource);

    /// <summary>Completes once cases can begin.</summary>
    Task ReadyAsync() => Task.CompletedTask;

    /// <summary>Address of an endpoint, as this machine reaches it.</summary>
    Task<Uri> FindAddressAsync(string resource, string endpoint, CancellationToken cancellationToken);

    /// <summary>
    /// Endpoint of the gateway that people open, and the host name in full under which it knows a server; null where it has none here.
    /// </summary>
    (string Endpoint, string Host)? FindRoute(string name) => ("http", $"{name}.localhost");

    /// <summary>The value of a parameter of the graph.</summary>
    Task<string> ReadParameterAsync(string name, CancellationToken cancellationToken);
}
