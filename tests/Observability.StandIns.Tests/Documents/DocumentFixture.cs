namespace Observability.StandIns.Tests.Documents;

/// <summary>One server for all tests of a class; each test has indices of its own.</summary>
public sealed class DocumentFixture<TBackend> : IAsyncLifetime
    where TBackend : IDocumentBackend, new()
{
    private readonly SemaphoreSlim _once = new(1, 1);
    private readonly Dictionary<string, Task> _prepared = [];
    private RunningServer? _server;

    /// <summary>The server.</summary>
    /// <remarks>It is started by the first test: what a fixture does on its own cannot be skipped.</remarks>
    internal async Task<RunningServer> ServerAsync()
    {
        await _once.WaitAsync();
        try
        {
            return _server ??= await RunningServer.StartAsync(new TBackend());
        }
        finally
        {
            _once.Release();
        }
    }

    /// <summary>The server, with documents that several tests read and none changes.</summary>
    internal async Task<RunningServer> PreparedAsync(string name, Func<RunningServer, Task> prepare)
    {
        var server = await ServerAsync();
        Task preparation;
        lock (_prepared)
        {
            if (!_prepared.TryGetValue(name, out preparation!))
            {
                _prepared[name] = preparation = prepare(server);
            }
        }

        await preparation;
        return server;
    }

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        if (_server is not null)
        {
            await _server.DisposeAsync();
        }

        _once.Dispose();
    }
}
