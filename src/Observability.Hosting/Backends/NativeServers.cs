using System.ComponentModel;
using Observability.Hosting.Model;

namespace Observability.Hosting.Backends;

/// <summary>Looks on <c>PATH</c> and asks each candidate for its version.</summary>
/// <param name="tools">Runs the candidates.</param>
/// <param name="versions">Remembers what they said.</param>
/// <param name="searchPath">Folders to look in, as <c>PATH</c> lists them.</param>
/// <param name="isRoot">True when what is started runs as root.</param>
internal sealed class NativeServers(
    IToolRunner tools, IVersionCache versions, string? searchPath, bool isRoot = false) : INativeServers
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(10);

    /// <inheritdoc />
    public NativeFinding Find(NativeServer server)
    {
        string? whyNot = null;
        foreach (var command in server.Commands.SelectMany(Locate))
        {
            var output = server.VersionInPath
                ? Resolve(command)
                : Ask(command, server.VersionArguments);
            var match = server.VersionPattern.Match(output);
            if (!match.Success || !Version.TryParse(match.Groups["version"].ValueSpan, out var version))
            {
                whyNot ??= $"{command} is another program: it says '{FirstLine(output)}'";
            }
            else if (version < server.MinimumVersion)
            {
                whyNot ??= $"{command} is version {version}, at least {server.MinimumVersion} is needed";
            }
            else if (isRoot && server.RefusesRoot)
            {
                whyNot ??= $"{command} refuses to run as root";
            }
            else
            {
                return new NativeFinding(command, version, null);
            }
        }

        return new NativeFinding(null, null, whyNot ?? $"{string.Join(" or ", server.Commands)} is not on PATH");
    }

    private static string FirstLine(string text) => text.Split('\n', 2)[0].Trim();

    private static string Resolve(string command) =>
        new FileInfo(command).ResolveLinkTarget(returnFinalTarget: true)?.FullName ?? command;

    private IEnumerable<string> Locate(string command) => Path.IsPathRooted(command)
        ? File.Exists(command) ? [command] : []
        : (searchPath ?? string.Empty)
            .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .Select(folder => Path.Combine(folder, command))
            .Where(File.Exists);

    private string Ask(string command, IReadOnlyList<string> arguments)
    {
        try
        {
            // Only an answer is remembered: what did not answer, or could not be started, may do so the next time.
            return versions.GetOrAdd(command, () => tools.Run(command, arguments, s_patience).Output);
        }
        catch (Exception error) when (error is Win32Exception or TimeoutException)
        {
            return error.Message;
        }
    }
}
