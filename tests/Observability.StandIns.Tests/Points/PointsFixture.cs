namespace Observability.StandIns.Tests.Points;

/// <summary>One server for all tests of a class; each test uses measurements of its own.</summary>
public sealed class PointsFixture<TBackend> : IAsyncDisposable
    where TBackend : IPointsBackend, new()
{
    private readonly TemporaryFolder _folder = new();
    private RunningPoints? _server;

    /// <summary>The server.</summary>
    /// <remarks>It is made by the first test: what a fixture does on its own cannot be skipped.</remarks>
    internal async Task<RunningPoints> ServerAsync() => _server ??= await new TBackend().StartAsync(_folder.Path);

    public async ValueTask DisposeAsync()
    {
        if (_server is not null)
        {
            await _server.DisposeAsync();
        }

        _folder.Dispose();
    }
}
