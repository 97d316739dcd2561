using System.Globalization;

namespace Observability.CloudExporter.Configuration;

/// <summary>
/// Reads the section <c>Cloud</c> and says everything that is wrong with it at once. By hand, because a binder stops at
/// the first value it cannot convert and passes over a misspelt key.
/// <code>
/// { "Cloud": { "RefreshSeconds": 120, "TimeoutSeconds": 30, "MetricsToken": "…",
///              "Accounts": [ { "Name": "demo", "Provider": "exoscale", "Mode": "recorded" },
///                            { "Name": "production", "Provider": "digitalocean", "Mode": "live", "TokenFile": "/run/secrets/do" } ] } }
/// </code>
/// </summary>
internal sealed partial class CloudOptionsReader
{
    /// <summary>The section's name.</summary>
    public const string Section = "Cloud";

    private const int DefaultRefreshSeconds = 120;
    private const int DefaultTimeoutSeconds = 30;
    private const int MaxSeconds = 24 * 60 * 60;
    private const string RecordedMode = "recorded";
    private const string LiveMode = "live";

    private static readonly string[] s_rootKeys = ["Accounts", "RefreshSeconds", "TimeoutSeconds", "MetricsToken"];
    private static readonly CloudProvider[] s_providers = [CloudProvider.Exoscale, CloudProvider.DigitalOcean];

    private readonly List<string> _problems = [];
    private readonly IConfiguration _root;

    private CloudOptionsReader(IConfiguration root) => _root = root;

    /// <summary>Reads and validates; without any account, one recorded account of each provider is read.</summary>
    /// <param name="configuration">
    /// The whole configuration: the section <c>Cloud</c>, and the environment variables that the known exporters take credentials from.
    /// </param>
    /// <exception cref="ConfigurationProblemsException">Something is wrong.</exception>
    public static CloudOptions Read(IConfiguration configuration)
    {
        var section = configuration.GetSection(Section);
        var reader = new CloudOptionsReader(configuration);
        var options = reader.ReadRoot(section);
        return reader._problems.Count == 0 ? options : throw new ConfigurationProblemsException(reader._problems);
    }

    private CloudOptions ReadRoot(IConfigurationSection section)
    {
        RefuseUnknownKeys(section, s_rootKeys);
        return new CloudOptions
        {
            RefreshEvery = ReadSeconds(section, "RefreshSeconds", DefaultRefreshSeconds),
            CollectorTimeout = ReadSeconds(section, "TimeoutSeconds", DefaultTimeoutSeconds),
            MetricsToken = ReadToken(section, "MetricsToken"),
            Accounts = ReadAccounts(section.GetSection("Accounts")),
        };
    }

    private TimeSpan ReadSeconds(IConfigurationSection section, string key, int byDefault)
    {
        var text = section[key];
        if (text is null)
        {
            return TimeSpan.FromSeconds(byDefault);
        }

        if (!int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) || seconds is < 1 or > MaxSeconds)
        {
            _problems.Add($"{section.Path}:{key} is '{text}'; give whole seconds from 1 to {MaxSeconds}, or leave it out for {byDefault}.");
        }

        return TimeSpan.FromSeconds(seconds);
    }

    // Present but empty is a secret that somebody failed to fill in; to open the metrics for it would be the wrong guess.
    private string? ReadToken(IConfigurationSection section, string key)
    {
        var token = section[key];
        if (token is not null && (token.Length == 0 || token.Any(static c => c is <= ' ' or > '~')))
        {
            _problems.Add($"{section.Path}:{key} is empty or has characters that no HTTP header takes; give printable ASCII without spaces, or leave it out to let everybody read the metrics.");
        }

        return token;
    }

    private List<CloudAccount> ReadAccounts(IConfigurationSection section)
    {
        var accounts = new List<CloudAccount>();
        if (section.Value is { Length: > 0 } text)
        {
            _problems.Add($"{section.Path} is '{text}'; give a list of accounts, such as {section.Path}:0:Name and {section.Path}:0:Provider.");
            return accounts;
        }

        foreach (var entry in section.GetChildren())
        {
            if (ReadAccount(entry) is not { } account)
            {
                continue;
            }

            if (accounts.Exists(other => other.Name == account.Name && other.Provider == account.Provider))
            {
                _problems.Add($"{entry.Path}:Name is '{account.Name}', which another {account.ProviderName} account has already; names tell the accounts apart in the metrics, so give each its own.");
            }

            accounts.Add(account);
        }

        return accounts.Count > 0 ? accounts : [.. s_providers.Select(static provider => new CloudAccount(RecordedMode, provider))];
    }

    private string? ReadName(IConfigurationSection entry)
    {
        var name = entry["Name"];
        if (!string.IsNullOrWhiteSpace(name))
        {
            return name;
        }

        _problems.Add($"{entry.Path}:Name is missing; give the account a name, it becomes the label 'account' of its metrics.");
        return null;
    }

    private CloudProvider? ReadProvider(IConfigurationSection entry)
    {
        var text = entry["Provider"];
        foreach (var provider in s_providers)
        {
            if (string.Equals(text, CloudAccount.NameOf(provider), StringComparison.OrdinalIgnoreCase))
            {
                return provider;
            }
        }

        var found = string.IsNullOrWhiteSpace(text) ? "missing" : $"'{text}'";
        _problems.Add($"{entry.Path}:Provider is {found}; give {string.Join(" or ", s_providers.Select(CloudAccount.NameOf))}.");
        return null;
    }

    // The values of unknown keys stay out of the message: somebody may have put a credential there.
    private void RefuseUnknownKeys(IConfigurationSection section, IReadOnlyList<string> known)
    {
        foreach (var child in section.GetChildren())
        {
            if (!known.Contains(child.Key, StringComparer.OrdinalIgnoreCase))
            {
                _problems.Add($"{child.Path} is not a key of this service; remove it, or use one of {string.Join(", ", known)}.");
            }
        }
    }
}
