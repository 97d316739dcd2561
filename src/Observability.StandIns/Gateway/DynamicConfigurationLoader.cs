using System.Threading.Channels;
using Observability.StandIns.Gateway.Configuration;
using Observability.StandIns.Gateway.Routing;

namespace Observability.StandIns.Gateway;

/// <summary>
/// Puts the files' configuration in force, at the start and whenever they change. One that cannot be used changes nothing:
/// the one before stays, and the log says once what is wrong.
/// </summary>
internal sealed partial class DynamicConfigurationLoader(
    StaticConfiguration configuration,
    RoutingTableBuilder builder,
    GatewayState state,
    GatewayMetrics metrics,
    ILogger<DynamicConfigurationLoader> logger) : BackgroundService
{
    // Saving a file is several changes to the system.
    private static readonly TimeSpan s_quiet = TimeSpan.FromMilliseconds(50);

    // How often the files are looked at where nobody tells of their changes.
    private static readonly TimeSpan s_lookPeriod = TimeSpan.FromSeconds(2);

    private readonly DynamicFiles? _files = configuration.Files is { } files ? new DynamicFiles(files) : null;
    private IReadOnlyList<KeyValuePair<string, string>>? _texts;

    /// <summary>Reads the files where they have changed.</summary>
    public void Load()
    {
        try
        {
            var texts = _files?.ReadTexts() ?? [];
            if (_texts is not null && texts.SequenceEqual(_texts))
            {
                return;
            }

            _texts = texts;
            PutInForce(DynamicFiles.Parse(texts));
        }
        catch (DynamicConfigurationException mistake)
        {
            LogRefused(mistake.Message);
        }
    }

    /// <inheritdoc />
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (_files is null || !configuration.Watch)
        {
            return;
        }

        var changes = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
        using var watcher = TryWatch(_files.Folder, () => changes.Writer.TryWrite(true));

        // What changed between the first reading and now was not seen.
        Load();
        try
        {
            while (true)
            {
                if (watcher is null)
                {
                    await Task.Delay(s_lookPeriod, stoppingToken);
                }
                else
                {
                    await changes.Reader.ReadAsync(stoppingToken);
                }

                await Task.Delay(s_quiet, stoppingToken);
                Load();
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The end, also that of a start that failed; the host would report it as this service's failure.
        }
    }

    // Null where the system gives no more watches: Linux has 128 for a user, which editors and the like may have taken.
    private FileSystemWatcher? TryWatch(string folder, Action changed)
    {
        var watcher = new FileSystemWatcher(folder) { IncludeSubdirectories = true };
        watcher.Changed += (_, _) => changed();
        watcher.Created += (_, _) => changed();
        watcher.Deleted += (_, _) => changed();
        watcher.Renamed += (_, _) => changed();
        watcher.Error += (_, _) => changed();
        try
        {
            watcher.EnableRaisingEvents = true;
            return watcher;
        }
        catch (IOException error)
        {
            watcher.Dispose();
            LogNotWatched(folder, s_lookPeriod.TotalSeconds, error.Message);
            return null;
        }
    }

    private void PutInForce(DynamicConfiguration dynamic)
    {
        var table = builder.Build(dynamic);
        state.Table = table;
        metrics.CountReload();
        foreach (var warning in dynamic.Warnings)
        {
            LogWarning(warning);
        }

        foreach (var router in table.Routers)
        {
            if (router.Error is { } error)
            {
                LogRouterOutOfForce(router.Name, error);
            }
            else if ((router.Unsupported ?? NamesOf(router)) is { } unsupported)
            {
                LogUnsupported(unsupported);
            }
        }

        LogInForce(table.Routers.Count(router => router.Handler is not null), table.Routers.Count);
    }

    private static string? NamesOf(Router router) =>
        router.Rule?.Unsupported.FirstOrDefault() is { } matcher ? $"{matcher} (router {router.Name})" : null;

    [LoggerMessage(1, LogLevel.Information, "Configuration loaded: {InForce} of {All} routers are in force")]
    private partial void LogInForce(int inForce, int all);

    [LoggerMessage(2, LogLevel.Error, "Configuration refused, the one before stays in force: {Mistake}")]
    private partial void LogRefused(string mistake);

    [LoggerMessage(3, LogLevel.Error, "Router {Router} is not in force: {Mistake}")]
    private partial void LogRouterOutOfForce(string router, string mistake);

    [LoggerMessage(4, LogLevel.Error, "This stand-in for Traefik does not support {Feature}: requests that need it get 501")]
    private partial void LogUnsupported(string feature);

    [LoggerMessage(5, LogLevel.Warning, "{Warning}")]
    private partial void LogWarning(string warning);

    [LoggerMessage(6, LogLevel.Warning, "{Folder} cannot be watched and is looked at every {Seconds} s instead: {Reason}")]
    private partial void LogNotWatched(string folder, double seconds, string reason);
}
