using System.Reflection;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Configuration.UserSecrets;

namespace Aspire.Hosting.Embedded.Hosting;

/// <summary>Reads the AppHost's configuration. Files are not watched: a model is built once.</summary>
internal static class AppHostConfiguration
{
    /// <summary>
    /// Adds, each over the one before: <c>appsettings.json</c>, that of the environment, user secrets, environment
    /// variables and the command line.
    /// </summary>
    public static void AddSources(
        ConfigurationManager configuration, AppHostLocation location, string environmentName, string? secretsFile, Dictionary<string, string?> commandLine)
    {
        // What was set already goes with the next reload, which the host's builder causes, unless it is a source's.
        List<KeyValuePair<string, string?>> given = [.. configuration.AsEnumerable()];
        if (given.Count > 0)
        {
            configuration.AddInMemoryCollection(given);
        }

        AddFile(configuration, Path.Combine(location.Directory, "appsettings.json"));
        AddFile(configuration, Path.Combine(location.Directory, $"appsettings.{environmentName}.json"));
        AddFile(configuration, secretsFile);
        configuration.AddEnvironmentVariables();
        configuration.AddInMemoryCollection(commandLine);
    }

    /// <summary>The user secrets file of an assembly, which need not exist; null for one without a user-secrets id.</summary>
    public static string? FindSecretsFile(Assembly? assembly) =>
        assembly?.GetCustomAttribute<UserSecretsIdAttribute>() is { UserSecretsId: var id } ? PathHelper.GetSecretsPathFromSecretsId(id) : null;

    /// <summary>Name of the environment, as .NET hosts choose it.</summary>
    public static string? FindEnvironmentName(Dictionary<string, string?> commandLine) =>
        commandLine.GetValueOrDefault("environment")
        ?? Environment.GetEnvironmentVariable("DOTNET_ENVIRONMENT")
        ?? Environment.GetEnvironmentVariable("ASPNETCORE_ENVIRONMENT");

    private static void AddFile(ConfigurationManager configuration, string? path)
    {
        // Asked for first: a source for a file that is not there costs as much as one that is.
        if (path is null || !File.Exists(path))
        {
            return;
        }

        try
        {
            configuration.AddJsonFile(path, optional: true, reloadOnChange: false);
        }
        catch (InvalidDataException exception)
        {
            throw new DistributedApplicationException($"'{path}' is not valid JSON: {exception.InnerException?.Message ?? exception.Message}", exception);
        }
    }
}
