using Observability.CloudExporter.Api;
using Observability.CloudExporter.Collection;
using Observability.CloudExporter.Configuration;

namespace Observability.CloudExporter.Recording;

/// <summary>
/// <c>record --account &lt;name&gt; --output &lt;folder&gt;</c>: reads a live account once and writes what it answered, with
/// everything personal replaced, as a recording that <c>Mode: recorded</c> with <c>Path</c> reads.
/// </summary>
internal static class RecordCommand
{
    /// <summary>The command's name, the first argument.</summary>
    public const string Name = "record";

    private const string Usage = "usage: record --account <name> --output <folder> [--Cloud:…]";

    /// <summary>Runs it.</summary>
    /// <param name="args">All arguments of the program.</param>
    /// <param name="output">Where progress goes.</param>
    /// <param name="endpoint">Where requests go instead of the provider's hosts, or null.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>0; 1 where a collector failed, 2 where the arguments are wrong.</returns>
    /// <exception cref="ConfigurationProblemsException">The configuration is wrong.</exception>
    public static async Task<int> RunAsync(string[] args, TextWriter output, Uri? endpoint, CancellationToken cancellationToken)
    {
        var configuration = new ConfigurationBuilder()
            .SetBasePath(AppContext.BaseDirectory)
            .AddJsonFile("appsettings.json", optional: true)
            .AddEnvironmentVariables()
            .AddCommandLine(args[1..])
            .Build();
        var options = CloudOptionsReader.Read(configuration);
        var (name, folder) = (configuration["account"], configuration["output"]);
        if (Wrong(options, name, folder) is { } reason)
        {
            await output.WriteLineAsync($"cloud exporter: {reason}{Environment.NewLine}{Usage}");
            return 2;
        }

        var account = options.Accounts.First(candidate => candidate.Name == name && candidate.Live is not null);
        using var apis = new AccountApis(TimeProvider.System, endpoint);
        var recorder = new Recorder(folder!);
        var failed = 0;
        foreach (var collector in CollectorCatalog.Create(
            account,
            recorder.Wrap(apis.Create(account)),
            [.. apis.CreateSpaces(account).Select(region => KeyValuePair.Create<string, ICloudApi>(region.Key, recorder.Wrap(region.Value)))]))
        {
            try
            {
                using var timeout = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
                timeout.CancelAfter(options.CollectorTimeout);
                var samples = await collector.CollectAsync(timeout.Token);
                await output.WriteLineAsync($"{collector.Name}: {samples.Count} samples");
            }
            catch (Exception failure) when (!cancellationToken.IsCancellationRequested)
            {
                failed++;
                await output.WriteLineAsync($"{collector.Name}: failed: {failure.Message}");
            }
        }

        var documents = await recorder.WriteAsync(cancellationToken);
        await output.WriteLineAsync($"{documents} documents in {Path.GetFullPath(folder!)}. Look through them before you share them.");
        return failed == 0 ? 0 : 1;
    }

    private static string? Wrong(CloudOptions options, string? name, string? folder) =>
        name is null ? "--account is missing."
        : folder is null ? "--output is missing."
        : !options.Accounts.Any(account => account.Name == name && account.Live is not null)
            ? $"there is no live account '{name}' in the configuration."
        : Directory.Exists(folder) && Directory.EnumerateFileSystemEntries(folder).Any() ? $"'{folder}' is not empty."
        : null;
}
