using System.ComponentModel;
using System.Globalization;
using Aspire.Hosting.Embedded.Bundle;

namespace Aspire.Hosting.Embedded.Dcp;

/// <summary>
/// One run of DCP. It watches this process and, should that be killed, ends everything it started by itself; so no
/// signal handlers are needed, and stopping in order is a matter of speed.
/// </summary>
internal sealed class DcpSession : IAsyncDisposable
{
    private static readonly TimeSpan s_launchDeadline = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan s_killGrace = TimeSpan.FromSeconds(2);

    // What describes this process and would be wrong for the processes that inherit DCP's environment.
    private static readonly string[] s_ownVariables =
    [
        "ASPNETCORE_URLS", "ASPNETCORE_ENVIRONMENT", "DOTNET_ENVIRONMENT", "DOTNET_LAUNCH_PROFILE", "ASPIRE_LOGLEVEL",
    ];

    private readonly IHostProcess _process;
    private readonly string _folder;

    private DcpSession(IHostProcess process, string folder, DcpClient client)
    {
        _process = process;
        _folder = folder;
        Client = client;
    }

    /// <summary>DCP's API.</summary>
    public DcpClient Client { get; }

    /// <summary>Completes when DCP is gone.</summary>
    public Task Exited => _process.Exited;

    /// <summary>The session's folder.</summary>
    public string Folder => _folder;

    /// <summary>The id of the process that serves the API.</summary>
    public int ProcessId => _process.Id;

    /// <summary>Starts DCP and returns when it has said where its API is; the API itself may need a moment more.</summary>
    /// <exception cref="DistributedApplicationException">DCP could not be started; the message says why.</exception>
    public static async Task<DcpSession> LaunchAsync(
        AspireBundle bundle, string containerRuntime, IHostProcesses processes, TimeProvider time, CancellationToken cancellationToken)
    {
        var folder = SessionFolder.Create();
        IHostProcess? process = null;
        var output = Path.Combine(folder, "dcp.log");
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        deadline.CancelAfter(s_launchDeadline);
        try
        {
            var certificate = SessionCertificate.Create(folder, time);
            var file = Path.Combine(folder, "kubeconfig");
            var client = Task.Run(() => new DcpClient(certificate.Certificate), CancellationToken.None);
            process = Start(bundle, containerRuntime, processes, folder, certificate, file, output, deadline);
            var kubeconfig = await Kubeconfig.WaitForAsync(file, deadline.Token).ConfigureAwait(false);
            var connected = await client.ConfigureAwait(false);
            connected.Connect(kubeconfig);
            return new DcpSession(process, folder, connected);
        }
        catch (Exception exception) when (exception is OperationCanceledException or Win32Exception)
        {
            process?.Kill();
            var reason = exception is Win32Exception ? exception.Message : LaunchFailure.ReadReason(output);
            Directory.Delete(folder, recursive: true);
            cancellationToken.ThrowIfCancellationRequested();
            throw new DistributedApplicationException(
                await LaunchFailure.DescribeAsync(bundle, reason, processes, cancellationToken).ConfigureAwait(false), exception);
        }
    }

    /// <summary>
    /// Ends everything that DCP runs, then DCP, and completes when its process is gone. What is not gone in time is killed,
    /// with whatever is in DCP's process group.
    /// </summary>
    public async Task StopAsync(TimeSpan patience)
    {
        using var deadline = new CancellationTokenSource(patience);
        if (Exited.IsCompleted)
        {
            // DCP's parts watch each other: those that are left end what it ran, then themselves.
            await SessionProcesses.WaitUntilGoneAsync(_folder, deadline.Token).ConfigureAwait(false);
        }

        try
        {
            await Client.RequestShutdownAsync(deadline.Token).ConfigureAwait(false);
            // DCP would wait for the connection of watches and log streams to be idle, for more than ten seconds.
            Client.Dispose();
            await _process.Exited.WaitAsync(deadline.Token).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is OperationCanceledException or HttpRequestException or DcpException)
        {
            // It does not answer (any more): SIGTERM makes it clean up all the same.
            await _process.TerminateAsync(s_killGrace).ConfigureAwait(false);
        }

        // DCP deletes the folder itself unless it was killed.
        if (Directory.Exists(_folder))
        {
            try
            {
                Directory.Delete(_folder, recursive: true);
            }
            catch (IOException)
            {
                // Its last process is still writing; the next start removes the folder.
            }
        }
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _process.DisposeAsync().ConfigureAwait(false);
    }

    private static IHostProcess Start(
        AspireBundle bundle,
        string containerRuntime,
        IHostProcesses processes,
        string folder,
        SessionCertificate certificate,
        string kubeconfig,
        string output,
        CancellationTokenSource deadline)
    {
        var environment = new Dictionary<string, string?> { [SessionProcesses.Variable] = folder };
        foreach (var variable in s_ownVariables)
        {
            environment[variable] = null;
        }

        // Not --detach: with it the end takes twice as long. OwnSession keeps the terminal's Ctrl+C away instead. And
        // always --container-runtime: without it DCP tries all it knows.
        var process = processes.Start(new HostProcessSpec(
            bundle.DcpPath,
            "start-apiserver",
            "--monitor", Environment.ProcessId.ToString(CultureInfo.InvariantCulture),
            "--kubeconfig", kubeconfig,
            "--container-runtime", containerRuntime,
            "--tls-cert-file", certificate.CertificateFile,
            "--tls-key-file", certificate.KeyFile)
        {
            Environment = environment,
            OwnSession = true,
            OutputFile = output,
        });
        _ = CancelWhenGoneAsync(process, deadline);
        return process;
    }

    // DCP that ends before it has said where it is will not say it any more.
    private static async Task CancelWhenGoneAsync(IHostProcess process, CancellationTokenSource deadline)
    {
        await process.Exited.ConfigureAwait(false);
        try
        {
            await deadline.CancelAsync().ConfigureAwait(false);
        }
        catch (ObjectDisposedException)
        {
            // It said it long ago.
        }
    }
}
