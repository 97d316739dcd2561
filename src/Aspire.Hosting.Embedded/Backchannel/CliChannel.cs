using System.Net.Sockets;
using System.Runtime.CompilerServices;
using Aspire.Hosting.Embedded.Pipelines;
using StreamJsonRpc;

namespace Aspire.Hosting.Embedded.Backchannel;

/// <summary>
/// The channel on which the aspire CLI, which has started this program, follows a publish: JSON-RPC over the socket that it names in
/// <c>ASPIRE_BACKCHANNEL_PATH</c>, with headers that give each message's length. The CLI is the one client.
/// </summary>
internal sealed class CliChannel : IAsyncDisposable
{
    /// <summary>Environment variable with the path of the socket; absent where nobody but a person has started this program.</summary>
    public const string PathVariable = "ASPIRE_BACKCHANNEL_PATH";

    // The CLI looks for the socket every so often; a person who has started this program by hand with the variable set waits for nobody.
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(60);

    private readonly string _path;
    private readonly Socket _socket;
    private readonly Methods _methods;
    private readonly TaskCompletionSource _stopped = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private JsonRpc? _rpc;

    private CliChannel(string path, CliReporter reporter, Func<string?, CancellationToken, Task<IReadOnlyList<PlannedStep>>> plan)
    {
        _path = path;
        _methods = new Methods(reporter, plan, _stopped);
        _socket = RpcConnection.Listen(path);
    }

    /// <summary>Listens where the CLI says; null where there is no CLI.</summary>
    /// <param name="path">Path of the socket, or null.</param>
    /// <param name="reporter">Has what the CLI shows.</param>
    /// <param name="plan">The steps that a step needs, in order.</param>
    public static CliChannel? TryListen(string? path, CliReporter reporter, Func<string?, CancellationToken, Task<IReadOnlyList<PlannedStep>>> plan) =>
        string.IsNullOrEmpty(path) ? null : new CliChannel(path, reporter, plan);

    /// <summary>Waits until the CLI is there.</summary>
    /// <exception cref="DistributedApplicationException">It does not come.</exception>
    public async Task ConnectAsync(CancellationToken cancellationToken)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(s_patience);
        Socket client;
        try
        {
            client = await _socket.AcceptAsync(patience.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new DistributedApplicationException(
                $"{PathVariable} is set, but no aspire CLI has connected to {_path} within {s_patience.TotalSeconds:0} s. Unset it to publish without.");
        }

        _rpc = RpcConnection.Answer(client, _methods);
    }

    /// <summary>Waits until the CLI has read all and says so, or is gone.</summary>
    public Task WaitForEndAsync(CancellationToken cancellationToken) =>
        Task.WhenAny(_stopped.Task, _rpc!.Completion, Task.Delay(s_patience, cancellationToken));

    /// <inheritdoc />
    public ValueTask DisposeAsync()
    {
        _rpc?.Dispose();
        _socket.Dispose();
        File.Delete(_path);
        return ValueTask.CompletedTask;
    }

    /// <summary>What the CLI calls, by these names.</summary>
    private sealed class Methods(
        CliReporter reporter, Func<string?, CancellationToken, Task<IReadOnlyList<PlannedStep>>> plan, TaskCompletionSource stopped)
    {
        public static Task<string[]> GetCapabilitiesAsync() => Task.FromResult<string[]>(["baseline.v2", "pipeline-steps.v1"]);

        public async IAsyncEnumerable<PublishingActivity> GetPublishingActivitiesAsync([EnumeratorCancellation] CancellationToken cancellationToken)
        {
            await foreach (var activity in reporter.ReadAsync(cancellationToken).ConfigureAwait(false))
            {
                yield return activity;
            }
        }

        public async Task<PipelineStepsAnswer> GetPipelineStepsAsync(PipelineStepsRequest? request, CancellationToken cancellationToken)
        {
            var steps = await plan(request?.Step, cancellationToken).ConfigureAwait(false);
            return new PipelineStepsAnswer(
            [
                .. steps.Select(planned => new PipelineStepAnswer(
                    planned.Step.Name, planned.Step.Description, [.. planned.DependsOn], [.. planned.Step.Tags], planned.Step.Resource?.Name)),
            ]);
        }

        public Task RequestStopAsync()
        {
            stopped.TrySetResult();
            return Task.CompletedTask;
        }
    }
}
