using Observability.StandIns.Documents.Configuration;

namespace Observability.StandIns.Documents;

/// <summary>What the stand-in is started with: Elasticsearch's own folder and arguments, and the version that it answers for.</summary>
/// <param name="ServerVersion">Version of the server whose place it takes.</param>
/// <param name="ConfigFolder">Folder of <c>elasticsearch.yml</c> (<c>ES_PATH_CONF</c>).</param>
/// <param name="Settings">The file's settings, and those of the arguments over them.</param>
internal sealed record DocumentsArguments(Version ServerVersion, string ConfigFolder, ServerSettings Settings)
{
    private const string FolderVariable = "ES_PATH_CONF";
    private const string VersionArgument = "--server-version=";
    private const string Usage = "Usage: ES_PATH_CONF=<folder> Observability.StandIns documents --server-version=<version> [-E<setting>=<value> …]";

    /// <summary>Reads them.</summary>
    /// <exception cref="StandInException">Something is missing or wrong.</exception>
    public static DocumentsArguments Read(string[] arguments, Func<string, string?> getVariable)
    {
        var folder = getVariable(FolderVariable) is { Length: > 0 } set
            ? set
            : throw new StandInException($"documents: {FolderVariable} is not set.{Environment.NewLine}{Usage}");
        var file = Path.Combine(folder, "elasticsearch.yml");
        var settings = SettingsFile.Read(file);
        Version? version = null;
        foreach (var argument in arguments)
        {
            if (argument.StartsWith(VersionArgument, StringComparison.Ordinal) && Version.TryParse(
                argument[VersionArgument.Length..], out var parsed))
            {
                version = parsed;
            }
            else if (argument.StartsWith("-E", StringComparison.Ordinal) && argument.IndexOf('=', StringComparison.Ordinal) is > 2 and var equals)
            {
                settings[argument[2..equals]] = argument[(equals + 1)..];
            }
            else
            {
                throw new StandInException($"documents: '{argument}' is not known.{Environment.NewLine}{Usage}");
            }
        }

        return version is { Build: >= 0 }
            ? new DocumentsArguments(version, folder, ServerSettings.Create(settings, file))
            : throw new StandInException($"documents: {VersionArgument} with three numbers is missing.{Environment.NewLine}{Usage}");
    }
}
