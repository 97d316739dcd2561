using System.Collections.Concurrent;
using System.Text.Json;
using Aspire.Hosting.Embedded.Dcp;
using Aspire.Hosting.Embedded.Tests.Verbs;
using Microsoft.AspNetCore.Http;

namespace Aspire.Hosting.Embedded.Tests.Dcp;

/// <summary>DCP's API with nothing behind it: takes every object, when a test lets it, and remembers it.</summary>
internal sealed class DcpDouble : IAsyncDisposable
{
    private readonly ConcurrentQueue<string> _created = new();
    private readonly ConcurrentQueue<string> _stopped = new();
    private readonly TemporaryFolder _folder = new();
    private readonly Task _mayAnswer;
    private LocalServer? _server;

    private DcpDouble(Task mayAnswer)
    {
        _mayAnswer = mayAnswer;
        Client = new DcpClient(SessionCertificate.Create(_folder.Path, TimeProvider.System).Certificate);
    }

    /// <summary>A client of it.</summary>
    public DcpClient Client { get; }

    /// <summary>What it was asked to create so far, in its order: <c>services/web</c>.</summary>
    public IReadOnlyList<string> Created => [.. _created];

    /// <summary>What it was asked to stop so far.</summary>
    public IReadOnlyList<string> Stopped => [.. _stopped];

    /// <summary>Starts one.</summary>
    /// <param name="mayAnswer">It answers no sooner than this completes.</param>
    public static async Task<DcpDouble> StartAsync(Task mayAnswer)
    {
        var dcp = new DcpDouble(mayAnswer);
        dcp._server = await LocalServer.StartAsync(dcp.AnswerAsync);
        dcp.Client.Connect(new Kubeconfig(new Uri($"http://127.0.0.1:{dcp._server.Port}"), "token"));
        return dcp;
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        if (_server is not null)
        {
            await _server.DisposeAsync();
        }

        _folder.Dispose();
    }

    private async Task AnswerAsync(HttpContext context)
    {
        if (HttpMethods.IsPatch(context.Request.Method))
        {
            _stopped.Enqueue(Path.GetFileName(context.Request.Path.Value!));
            return;
        }

        if (!HttpMethods.IsPost(context.Request.Method))
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }

        using var body = await JsonDocument.ParseAsync(context.Request.Body, cancellationToken: context.RequestAborted);
        _created.Enqueue($"{Path.GetFileName(context.Request.Path.Value)}/{body.RootElement.GetProperty("metadata").GetProperty("name").GetString()}");
        await _mayAnswer.WaitAsync(context.RequestAborted);
        context.Response.StatusCode = StatusCodes.Status201Created;
    }
}
