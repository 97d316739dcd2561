using System.Runtime.InteropServices;
using Observability.E2E.Evidence;

namespace Observability.E2E.Browsing;

/// <summary>The AppHost as a person runs it, and a browser.</summary>
public abstract class BrowsedStack : IAsyncLifetime
{
    private readonly Leftovers _leftovers = new();
    private ChildProcess? _appHost;
    private ProcessRecorder? _recorder;
    private Chromium? _browser;

    /// <summary>The browser.</summary>
    internal Chromium Browser => _browser ?? throw new InvalidOperationException("There is no browser.");

    /// <summary>Files of this stack.</summary>
    private protected TemporaryFolder Folder { get; } = new();

    public async ValueTask InitializeAsync()
    {
        Requires.ProcessStack();
        _browser = await Chromium.LaunchAsync();
        _appHost = Start(_leftovers);
        _recorder = ProcessRecorder.Follow(_appHost);
        Read(await _appHost.PrintsAsync("Ready after", Deadline.StackReady));
    }

    public async ValueTask DisposeAsync()
    {
        if (_browser is not null)
        {
            await _browser.DisposeAsync();
        }

        _recorder?.Dispose();
        if (_appHost is not null)
        {
            try
            {
                // How long a stop takes is for LifetimeTests to say.
                _appHost.Signal(PosixSignal.SIGTERM);
                await _appHost.ExitCodeAsync(Deadline.ServerReady);
            }
            finally
            {
                await _appHost.DisposeAsync();
                _leftovers.KillAll();
            }
        }

        Folder.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>Starts the AppHost.</summary>
    private protected abstract ChildProcess Start(Leftovers leftovers);

    /// <summary>Takes what it needs from the AppHost's output, once the stack is ready.</summary>
    private protected abstract void Read(string output);
}
