using System.Text;
using System.Text.RegularExpressions;

namespace Observability.StandIns.Shipper.Components;

/// <summary>
/// A path with patterns (https://github.com/bmatcuk/doublestar#patterns): <c>*</c>, <c>?</c>, <c>[a-z]</c>, <c>{this,that}</c>,
/// <c>**</c> for any folders, and a backslash before what stands for itself.
/// </summary>
internal sealed class GlobPath
{
    private readonly string _pattern;
    private readonly string? _folder;
    private readonly Regex? _regex;
    private readonly bool _isDeep;

    /// <summary>Reads one.</summary>
    /// <exception cref="ArgumentException">It is none.</exception>
    public GlobPath(string pattern)
    {
        _pattern = pattern;
        var (folder, isPlain) = FixedFolder(pattern);
        if (isPlain)
        {
            _pattern = Unescape(pattern);
            return;
        }

        _folder = Unescape(folder);
        _regex = new Regex(Translate(pattern), RegexOptions.NonBacktracking | RegexOptions.CultureInvariant);
        _isDeep = pattern[folder.Length..].TrimStart('/').Contains('/', StringComparison.Ordinal);
    }

    /// <summary>The files that there are, in the order of their names.</summary>
    public IEnumerable<string> Find()
    {
        if (_regex is null)
        {
            return File.Exists(_pattern) ? [_pattern] : [];
        }

        if (!Directory.Exists(_folder))
        {
            return [];
        }

        var options =
            new EnumerationOptions { RecurseSubdirectories = _isDeep, IgnoreInaccessible = true, AttributesToSkip = FileAttributes.None };
        return Directory.EnumerateFiles(_folder, "*", options).Where(path => _regex.IsMatch(path)).Order(StringComparer.Ordinal);
    }

    // What stands before the first part with a pattern in it.
    private static (string Folder, bool IsPlain) FixedFolder(string pattern)
    {
        var slash = 0;
        for (var i = 0; i < pattern.Length; i++)
        {
            switch (pattern[i])
            {
                case '/':
                    slash = i;
                    break;
                case '\\':
                    i++;
                    break;
                case '*' or '?' or '[' or '{':
                    return (pattern[..(slash == 0 ? 1 : slash)], false);
            }
        }

        return (pattern, true);
    }

    private static string Unescape(string path) =>
        Regex.Replace(path, @"\\(.)", "$1", RegexOptions.NonBacktracking | RegexOptions.Singleline);

    private static string Translate(string pattern)
    {
        var regex = new StringBuilder(@"\A");
        var depth = 0;
        for (var i = 0; i < pattern.Length; i++)
        {
            switch (pattern[i])
            {
                case '*' when i + 1 < pattern.Length && pattern[i + 1] == '*':
                    var takesSlash = i + 2 < pattern.Length && pattern[i + 2] == '/';
                    regex.Append(takesSlash ? "(?:.*/)?" : ".*");
                    i += takesSlash ? 2 : 1;
                    break;
                case '*':
                    regex.Append("[^/]*");
                    break;
                case '?':
                    regex.Append("[^/]");
                    break;
                case '[' when pattern.IndexOf(']', i + 1) is var end and > 0:
                    regex.Append('[').Append(pattern[(i + 1)..end].Replace("!", "^", StringComparison.Ordinal)).Append(']');
                    i = end;
                    break;
                case '{':
                    depth++;
                    regex.Append("(?:");
                    break;
                case '}' when depth > 0:
                    depth--;
                    regex.Append(')');
                    break;
                case ',' when depth > 0:
                    regex.Append('|');
                    break;
                case '\\' when i + 1 < pattern.Length:
                    regex.Append(Regex.Escape(pattern[++i].ToString()));
                    break;
                default:
                    regex.Append(Regex.Escape(pattern[i].ToString()));
                    break;
            }
        }

        return depth == 0 ? regex.Append(@"\z").ToString() : throw new ArgumentException($"'{pattern}' has a {{ without its }}");
    }
}
