using System.Net;
using System.Text;

namespace Observability.E2E.Flows;

/// <summary>Answers each request with a text, or with 404.</summary>
internal sealed class ScriptedServer : IAsyncDisposable
{
    private readonly HttpListener _listener = new();
    private readonly Task _serving;

    public ScriptedServer(Func<HttpListenerRequest, string?> answer)
    {
        Port = FreePort.Take();
        _listener.Prefixes.Add($"http://127.0.0.1:{Port}/");
        _listener.Start();
        _serving = ServeAsync(answer);
    }

    public int Port { get; }

    public async ValueTask DisposeAsync()
    {
        _listener.Stop();
        await _serving.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private async Task ServeAsync(Func<HttpListenerRequest, string?> answer)
    {
        while (true)
        {
            var context = await _listener.GetContextAsync();
            var text = answer(context.Request);
            context.Response.StatusCode = text is null ? 404 : 200;
            await context.Response.OutputStream.WriteAsync(Encoding.UTF8.GetBytes(text ?? string.Empty));
            context.Response.Close();
        }
    }
}
