using System.Collections.Concurrent;
using System.Net.Sockets;
using Microsoft.Extensions.Logging;
using Observability.StandIns.Shipper;
using Observability.StandIns.Shipper.Components;
using Observability.StandIns.Shipper.Files;

namespace Observability.StandIns.Tests.Shipper;

/// <summary>A file that is gone for a moment, or that cannot be read for a while, is gone on with where it was.</summary>
public sealed class FileSourceTests : IAsyncDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly Receiver _received = new();
    private readonly ErrorLog _errors = new();
    private Task _running = Task.CompletedTask;

    private string FilePath => _folder.Combine("app.log");

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _running;
        _stop.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task Rotation_NewFileComesLater_IsReadFromItsBeginningThoughOthersAreFromTheirEnd()
    {
        _folder.Write("app.log", "before\n");
        Start(fromEnd: true);
        var number = 0;
        await Eventually.HoldsAsync(
            "it is followed",
            () =>
            {
                File.AppendAllText(FilePath, $"{number++}\n");
                return !_received.Lines.IsEmpty;
            },
            Deadline.InProcess);
        Assert.DoesNotContain("before", _received.Lines);

        File.Move(FilePath, _folder.Combine("app.log.1"));
        await Eventually.HoldsAsync("the old file is closed", () => !IsOpen(_folder.Combine("app.log.1")), Deadline.InProcess);
        File.WriteAllText(FilePath, "first of the new\nsecond\n");

        await ArrivesAsync("second");
        Assert.Contains("first of the new", _received.Lines);
    }

    [Fact]
    public async Task File_CannotBeReadForAWhile_IsSaidOnceAndItsPositionIsKept()
    {
        // What is no file is as good as one that somebody else alone may read; and nobody is kept from it by being root.
        var real = _folder.Write("real", "shipped\nnot shipped\n");
        using var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        socket.Bind(new UnixDomainSocketEndPoint(FilePath));
        using var head = OpenFile.TryOpen(real)!;
        var positions = PositionsFile.Read(_folder.Combine("positions.yml"));
        positions.Set(FilePath, "{}", new FilePosition("shipped\n".Length, head.Head));
        var targets = new CountedTargets(FilePath);
        Start(fromEnd: false, positions, targets);
        await Eventually.HoldsAsync("it was tried several times", () => targets.Asked > 3, Deadline.InProcess);
        Assert.Contains("app.log cannot be read", Assert.Single(_errors.Lines), StringComparison.Ordinal);

        File.Move(real, FilePath, overwrite: true);

        await ArrivesAsync("not shipped");
        Assert.DoesNotContain("shipped", _received.Lines);
        Assert.Single(_errors.Lines);
    }

    // Of this process, which alone reads these files.
    private static bool IsOpen(string path) => Directory.EnumerateFiles("/proc/self/fd").Any(link =>
    {
        try
        {
            return File.ResolveLinkTarget(link, returnFinalTarget: false)?.FullName == path;
        }
        catch (IOException)
        {
            // Closed meanwhile.
            return false;
        }
    });

    private Task ArrivesAsync(string line) =>
        Eventually.HoldsAsync($"the line '{line}' arrives", () => _received.Lines.Contains(line), Deadline.InProcess);

    private void Start(bool fromEnd, PositionsFile? positions = null, ITargetSource? targets = null)
    {
        var source = new FileSource(
            "loki.source.file.test",
            targets ?? new CountedTargets(FilePath),
            new Fanout([_received]),
            positions ?? PositionsFile.Read(_folder.Combine("positions.yml")),
            new TailSettings(TimeSpan.FromMilliseconds(10), fromEnd, TimeProvider.System),
            new ShipperMetrics(),
            _errors);
        _running = source.RunAsync(_stop.Token, _stop.Token);
    }

    private sealed class CountedTargets(string path) : ITargetSource
    {
        private int _asked;

        public int Asked => Volatile.Read(ref _asked);

        public IReadOnlyList<IReadOnlyDictionary<string, string>> Targets
        {
            get
            {
                Interlocked.Increment(ref _asked);
                return [new Dictionary<string, string> { [FileMatch.PathLabel] = path }];
            }
        }
    }

    private sealed class Receiver : IReceiver
    {
        public ConcurrentQueue<string> Lines { get; } = [];

        public ValueTask ReceiveAsync(LogEntry entry, CancellationToken cancellationToken)
        {
            Lines.Enqueue(entry.Line);
            return ValueTask.CompletedTask;
        }
    }

    private sealed class ErrorLog : ILogger
    {
        public ConcurrentQueue<string> Lines { get; } = [];

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Error;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            Lines.Enqueue(formatter(state, exception));
    }
}
