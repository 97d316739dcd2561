using System.Globalization;
using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Eventing;
using Aspire.Hosting.Lifecycle;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;

namespace Observability.Hosting.Console;

/// <summary>
/// Shows the stack on the console from its start on, and with <c>--until-ready</c> ends it as soon as everything that
/// can run is healthy, or with the evidence when something fails.
/// </summary>
internal sealed class StackConsole(
    ConsoleView view,
    IConfiguration configuration,
    DistributedApplicationModel model,
    ResourceNotificationService notifications,
    ResourceLoggerService loggers,
    IHostApplicationLifetime lifetime,
    TimeProvider time,
    ConsoleStart start) : IDistributedApplicationEventingSubscriber
{
    private const int DefaultReadyTimeoutSeconds = 120;
    private readonly ResourceBoard _board = new(model.Resources);
    private readonly HashSet<string> _reported = new(StringComparer.OrdinalIgnoreCase);
    private bool _wasReady;
    private string? _settingUp;

    private bool UntilReady => configuration.GetValue<bool>("Stack:UntilReady");

    /// <inheritdoc />
    public Task SubscribeAsync(
        IDistributedApplicationEventing eventing,
        DistributedApplicationExecutionContext executionContext,
        CancellationToken cancellationToken)
    {
        eventing.Subscribe<BeforeStartEvent>((_, _) =>
        {
            // Lazily: a start that is refused shows its problems and no table.
            lifetime.ApplicationStarted.Register(() => _ = FollowAsync(lifetime.ApplicationStopping));
            return Task.CompletedTask;
        });
        return Task.CompletedTask;
    }

    private async Task FollowAsync(CancellationToken stopping)
    {
        WriteLoginUrl();
        try
        {
            if (view.IsLive)
            {
                await view.LiveAsync(_board.Rows, draw => WatchAsync(draw, stopping)).ConfigureAwait(false);
            }
            else
            {
                await WatchAsync(draw: null, stopping).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // Ctrl+C, or the end of --until-ready.
        }
        catch (Exception error)
        {
            // Nobody awaits this task; a console that went quiet would look like a stack that hangs.
            view.WriteError($"error: the console cannot go on ({error.Message})");
            End(exitCode: 1);
        }
    }

    private async Task WatchAsync(Action<IReadOnlyList<BoardRow>>? draw, CancellationToken stopping)
    {
        using var deadline = new CancellationTokenSource(ReadyTimeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(stopping, deadline.Token);
        var patience = UntilReady ? either.Token : stopping;
        try
        {
            await foreach (var change in notifications.WatchAsync(patience).ConfigureAwait(false))
            {
                if (!_board.Update(change))
                {
                    continue;
                }

                draw?.Invoke(_board.Rows);
                var row = _board.Find(change.Resource.Name);
                if (draw is null && row is not null)
                {
                    view.WriteChange(row);
                }

                await JudgeAsync(row, stopping, patience).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException) when (deadline.IsCancellationRequested && !stopping.IsCancellationRequested)
        {
            view.WriteError($"Not ready after {ReadyTimeout.TotalSeconds:0} s:");
            foreach (var row in _board.Rows.Where(row => row.Readiness == Readiness.Pending || row.Name == _settingUp))
            {
                await WriteEvidenceAsync(row, stopping).ConfigureAwait(false);
            }

            End(exitCode: 1);
        }
    }

    private TimeSpan ReadyTimeout =>
        TimeSpan.FromSeconds(configuration.GetValue("Stack:ReadyTimeoutSeconds", DefaultReadyTimeoutSeconds));

    private async Task JudgeAsync(BoardRow? row, CancellationToken cancellationToken, CancellationToken patience)
    {
        if (row is { Readiness: Readiness.Failed })
        {
            if (_reported.Add(row.Name))
            {
                await WriteEvidenceAsync(row, cancellationToken).ConfigureAwait(false);
            }

            if (UntilReady)
            {
                End(exitCode: 1);
            }
        }
        else if (row is not null)
        {
            _reported.Remove(row.Name);
        }

        if (!_wasReady && _board.IsReady)
        {
            _wasReady = true;
            if (!UntilReady)
            {
                WriteReady();
            }
            else if (await IsSetUpAsync(patience).ConfigureAwait(false))
            {
                WriteReady();
                End(exitCode: 0);
            }
            else
            {
                End(exitCode: 1);
            }
        }
    }

    // Healthy is not set up yet: buckets, users and templates are made once a server is healthy.
    private async Task<bool> IsSetUpAsync(CancellationToken cancellationToken)
    {
        foreach (var row in _board.Rows.Where(row => row.Readiness == Readiness.Ready))
        {
            try
            {
                _settingUp = row.Name;
                await notifications.WaitForResourceHealthyAsync(row.Name, WaitBehavior.StopOnResourceUnavailable, cancellationToken).ConfigureAwait(false);
            }
            catch (Exception failure) when (failure is not OperationCanceledException)
            {
                view.WriteError(failure.Message);
                return false;
            }
        }

        return true;
    }

    private void End(int exitCode)
    {
        Environment.ExitCode = exitCode;
        lifetime.StopApplication();
    }

    private void WriteLoginUrl()
    {
        var url = configuration["ASPNETCORE_URLS"]?.Split(';')[0];
        if (url is not null)
        {
            view.WriteLine($"Dashboard: {url}/login?t={configuration["AppHost:BrowserToken"]}");
        }
    }

    private void WriteReady()
    {
        var seconds = time.GetElapsedTime(start.Timestamp).TotalSeconds;
        var rows = _board.Rows;
        if (!view.IsLive)
        {
            view.WriteTable(rows);
        }

        var ready = rows.Count(row => row.Readiness == Readiness.Ready);
        var notStarted = rows.Count - ready;
        if (notStarted > 0)
        {
            view.WriteLine("What is not started lacks a container engine or its own binary; its log in the dashboard says what to install.");
        }

        view.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"Ready after {seconds:0.0} s: {ready} healthy{(notStarted > 0 ? $", {notStarted} not started" : string.Empty)}.{(UntilReady ? string.Empty : " Ctrl+C stops it.")}"));
    }

    private async Task WriteEvidenceAsync(BoardRow row, CancellationToken cancellationToken)
    {
        foreach (var line in await Evidence.CollectAsync(row, _board.FindWorst(row.Name), loggers, cancellationToken).ConfigureAwait(false))
        {
            view.WriteError(line);
        }
    }
}
