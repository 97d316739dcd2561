using System.Text.RegularExpressions;

namespace Observability.Hosting.Model;

/// <summary>How to find a server's own binary on the machine and tell whether its version fits.</summary>
/// <param name="Commands">
/// Names to look for on <c>PATH</c>, best first; distributions rename some binaries. A full path is taken as it is.
/// </param>
/// <param name="VersionArguments">Arguments that make it print its version and exit.</param>
/// <param name="VersionPattern">
/// Pattern over that output; the group <c>version</c> holds the number. A program of the same name that prints
/// something else does not match and is not taken for the server.
/// </param>
/// <param name="MinimumVersion">Oldest version whose configuration can be written.</param>
/// <param name="Remedy">What a person does to get it, as a command line where there is one.</param>
/// <param name="RefusesRoot">True where the server refuses to run as root, as Elasticsearch does.</param>
/// <param name="VersionInPath">
/// True where the binary cannot be asked because all it can do is start: the pattern then goes over its full path with links
/// resolved, and nothing is run.
/// </param>
public sealed record NativeServer(
    IReadOnlyList<string> Commands,
    IReadOnlyList<string> VersionArguments,
    Regex VersionPattern,
    Version MinimumVersion,
    string Remedy,
    bool RefusesRoot = false,
    bool VersionInPath = false);
