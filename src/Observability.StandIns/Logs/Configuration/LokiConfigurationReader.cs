using System.Net;
using System.Text.RegularExpressions;
using Observability.StandIns.Configuration;
using YamlDotNet.Core;

namespace Observability.StandIns.Logs.Configuration;

/// <summary>
/// Reads Loki's configuration file (https://grafana.com/docs/loki/latest/configure/). What means nothing to one process with one
/// file is accepted and named once; what is wrong is refused with where it stands.
/// </summary>
internal sealed partial class LokiConfigurationReader
{
    private readonly LogsArguments _arguments;
    private readonly List<string> _problems = [];
    private readonly List<string> _ignored = [];
    private readonly List<YamlSection> _sections = [];

    private LokiConfigurationReader(LogsArguments arguments) => _arguments = arguments;

    /// <summary>Reads the file that the arguments name.</summary>
    /// <param name="arguments">The command line.</param>
    /// <param name="getVariable">Reads a variable of the environment.</param>
    /// <exception cref="StandInException">It cannot be read; the message lists everything that is wrong with it.</exception>
    public static LogsConfiguration Read(LogsArguments arguments, Func<string, string?> getVariable)
    {
        var path = arguments.ConfigFile;
        try
        {
            var reader = new LokiConfigurationReader(arguments);
            var text = File.ReadAllText(path);
            var expanded = arguments.ExpandEnvironment ? Expand(text, getVariable) : text;
            var configuration = reader.Read(YamlSection.Parse(expanded, reader._problems), text);
            return reader._problems.Count == 0
                ? configuration
                : throw new StandInException(string.Join('\n', reader._problems.Select(problem => $"{path}: {problem}")));
        }
        catch (YamlException mistake)
        {
            throw new StandInException($"{path}:{mistake.Start.Line}:{mistake.Start.Column}: {mistake.Message}");
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new StandInException($"{path}: {error.Message}");
        }
    }

    private LogsConfiguration Read(YamlSection root, string text)
    {
        _sections.Add(root);
        var server = Section(root, "server");
        var common = Section(root, "common");
        var ingester = Section(root, "ingester");
        var compactor = Section(root, "compactor");
        var querier = Section(root, "querier");
        var limits = LimitsReader.Read(Section(root, "limits_config"), new LogsLimits());
        var storage = Section(common, "storage");
        var dataFolder = ReadDataFolder(root, common, storage);
        var configuration = new LogsConfiguration
        {
            Text = text,
            AuthEnabled = root.Flag("auth_enabled") ?? true,
            Address = ReadAddress(server),
            Port = ReadPort(server),
            DataFolder = dataFolder,
            MaxPushBytes = ReadMaxPush(Section(root, "distributor")),
            MaxChunkAge = Duration(ingester, "max_chunk_age", TimeSpan.FromHours(2)),
            ChunkIdlePeriod = Duration(ingester, "chunk_idle_period", TimeSpan.FromMinutes(30)),
            MultiTenantQueries = querier?.Flag("multi_tenant_queries_enabled") ?? false,
            TailMaxDuration = Duration(querier, "tail_max_duration", TimeSpan.FromHours(1)),
            RetentionEnabled = ReadRetentionEnabled(compactor),
            CompactionInterval = Duration(compactor, "compaction_interval", TimeSpan.FromMinutes(10)),
            Limits = limits,
            Overrides = ReadOverrides(Section(root, "runtime_config"), limits),
            Ruler = ReadRuler(root, storage),
            LogLevel = ReadLevel(server),
            Ignored = _ignored,
        };
        _ignored.AddRange(_arguments.Ignored);
        _ignored.AddRange(_sections.SelectMany(section => section.Unread));
        return configuration;
    }

    // The bucket of a cluster is not spoken to: lines stay on this machine, and the log says so.
    private string ReadDataFolder(YamlSection root, YamlSection? common, YamlSection? storage)
    {
        var prefix = common?.Text("path_prefix") is { Length: > 0 } given ? given : null;
        var storageConfig = Section(root, "storage_config");
        var objectStore = Section(storageConfig, "object_store");
        var chunks = Section(storage, "filesystem")?.Text("chunks_directory")
            ?? Section(storageConfig, "filesystem")?.Text("directory")
            ?? Section(objectStore, "filesystem")?.Text("dir");
        foreach (var bucket in new[] { "s3", "gcs", "azure", "swift", "bos", "cos", "alibabacloud" })
        {
            if (Section(storage, bucket) is not null || Section(objectStore, bucket) is not null)
            {
                _ignored.Add($"{bucket} (lines are kept in the data folder, not in a bucket)");
            }
        }

        if ((chunks is { Length: > 0 } ? chunks : prefix) is { } folder)
        {
            return Path.GetFullPath(folder);
        }

        _problems.Add("common.path_prefix: it is missing, and there is no folder of a filesystem store: where are lines to be kept?");
        return string.Empty;
    }

    private string ReadAddress(YamlSection? server)
    {
        var address = _arguments.Address ?? server?.Text("http_listen_address") ?? string.Empty;
        if (address is not ("" or "localhost") && !IPAddress.TryParse(address, out _))
        {
            _problems.Add($"server.http_listen_address: '{address}' is no address of this machine");
        }

        return address;
    }

    private int ReadPort(YamlSection? server)
    {
        var port = server?.Number("http_listen_port") ?? 3100;
        if (port is < 0 or > ushort.MaxValue)
        {
            _problems.Add($"server.http_listen_port: '{port}' is no port");
        }

        return _arguments.Port ?? (int)port;
    }

    private static long ReadMaxPush(YamlSection? distributor) =>
        (long)((distributor is null ? null : LimitsReader.Bytes(distributor, "max_recv_msg_size")) ?? 100 << 20);

    // https://grafana.com/docs/loki/latest/operations/storage/retention/: without a store for delete requests Loki does not start.
    private static bool ReadRetentionEnabled(YamlSection? compactor)
    {
        var isEnabled = compactor?.Flag("retention_enabled") ?? false;
        if (compactor?.Text("delete_request_store") is null && isEnabled)
        {
            compactor!.Report("delete_request_store", "it must be set where retention is enabled");
        }

        return isEnabled;
    }

    // Like limits_config, below overrides.<tenant> of a file of its own. Loki reads it again now and then; here it is read once.
    private Dictionary<string, LogsLimits> ReadOverrides(YamlSection? runtime, LogsLimits limits)
    {
        if (runtime?.Text("file") is not { Length: > 0 } path)
        {
            return [];
        }

        var root = YamlSection.Parse(File.ReadAllText(path), _problems);
        var overrides = new Dictionary<string, LogsLimits>(StringComparer.Ordinal);
        foreach (var (tenant, section) in root.Section("overrides")?.NamedSections() ?? [])
        {
            _sections.Add(section);
            overrides[tenant] = LimitsReader.Read(section, limits);
        }

        return overrides;
    }

    private RulerSettings ReadRuler(YamlSection root, YamlSection? storage)
    {
        var ruler = Section(root, "ruler");
        var rulerStorage = Section(ruler, "storage");
        var newStorage = Section(root, "ruler_storage");
        if (ruler?.Flag("enable_alertmanager_v2") == false)
        {
            ruler.Report("enable_alertmanager_v2", "this stand-in for Loki speaks version 2 only");
        }

        foreach (var (section, key) in new[] { (rulerStorage, "type"), (newStorage, "backend") })
        {
            if (section?.Text(key) is not (null or "local" or "filesystem") and var type)
            {
                section!.Report(key, $"this stand-in for Loki does not support '{type}'; use local");
            }
        }

        if (Section(ruler, "remote_write")?.Flag("enabled") == true)
        {
            _ignored.Add("ruler.remote_write (recording rules are not evaluated)");
        }

        // The API of the rules is always there; the key is read so that it is not named as one without effect.
        ruler?.Flag("enable_api");
        return new RulerSettings(
            Section(rulerStorage, "local")?.Text("directory")
                ?? Section(newStorage, "local")?.Text("directory")
                ?? Section(storage, "filesystem")?.Text("rules_directory"),
            ReadUrls(ruler),
            Duration(ruler, "evaluation_interval", TimeSpan.FromMinutes(1)),
            Duration(ruler, "poll_interval", TimeSpan.FromMinutes(1)),
            Duration(ruler, "resend_delay", TimeSpan.FromMinutes(1)),
            Duration(ruler, "notification_timeout", TimeSpan.FromSeconds(10)),
            ruler?.Text("external_url") ?? string.Empty,
            Section(ruler, "external_labels")?.NamedTexts() ?? []);
    }

    private static List<Uri> ReadUrls(YamlSection? ruler)
    {
        var urls = new List<Uri>();
        var given = ruler?.Text("alertmanager_url") ?? string.Empty;
        foreach (var text in given.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            if (Uri.TryCreate(text.TrimEnd('/') + "/", UriKind.Absolute, out var url) && url.Scheme is "http" or "https")
            {
                urls.Add(url);
            }
            else
            {
                ruler!.Report("alertmanager_url", $"'{text}' is no URL of an Alertmanager");
            }
        }

        return urls;
    }

    private static LogLevel ReadLevel(YamlSection? server)
    {
        switch (server?.Text("log_level"))
        {
            case "debug":
                return LogLevel.Debug;
            case null or "info":
                return LogLevel.Information;
            case "warn":
                return LogLevel.Warning;
            case "error":
                return LogLevel.Error;
            default:
                server!.Report("log_level", "it is none of debug, info, warn and error");
                return LogLevel.Information;
        }
    }

    private static TimeSpan Duration(YamlSection? section, string key, TimeSpan otherwise) =>
        (section is null ? null : LimitsReader.Duration(section, key)) ?? otherwise;

    private YamlSection? Section(YamlSection? parent, string key)
    {
        var section = parent?.Section(key);
        if (section is not null)
        {
            _sections.Add(section);
        }

        return section;
    }

    // ${NAME} and ${NAME:default} (https://grafana.com/docs/loki/latest/configure/#use-environment-variables-in-the-configuration).
    private static string Expand(string text, Func<string, string?> getVariable) => Variable().Replace(
        text, match => getVariable(match.Groups["name"].Value) is { Length: > 0 } value ? value : match.Groups["default"].Value);

    [GeneratedRegex(@"\$\{(?<name>[A-Za-z_][A-Za-z0-9_]*)(:(?<default>[^}]*))?\}", RegexOptions.CultureInvariant)]
    private static partial Regex Variable();
}
