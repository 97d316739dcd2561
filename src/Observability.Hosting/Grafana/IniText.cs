using System.Text;
using System.Text.RegularExpressions;

namespace Observability.Hosting.Grafana;

/// <summary>
/// Writes the INI dialect of Grafana: that of gopkg.in/ini.v1 with its default options (a <c>#</c> or <c>;</c> begins a comment
/// anywhere in a value, surrounding quotes are stripped, a backslash at the end continues the line, triple quotes take
/// everything literally), with Grafana's expanders on top (pkg/setting/expanders.go).
/// </summary>
internal sealed partial class IniText
{
    private const string Quote = "\"\"\"";
    private readonly StringBuilder _text = new();

    /// <summary>Begins a section.</summary>
    public IniText Section(string name)
    {
        _text.Append(_text.Length == 0 ? "" : "\n").Append('[').Append(name).Append("]\n");
        return this;
    }

    /// <summary>Adds a key with a literal value; null leaves it out.</summary>
    /// <exception cref="ArgumentException">The value holds what this dialect cannot express literally.</exception>
    public IniText Add(string key, string? value)
    {
        if (value is not null)
        {
            CheckLiteral(key, value);
            Append(key, value);
        }

        return this;
    }

    /// <summary>Adds a switch.</summary>
    public IniText Add(string key, bool value)
    {
        Append(key, value ? "true" : "false");
        return this;
    }

    /// <summary>Adds a key whose value is the content of a file, read by Grafana at its start.</summary>
    public IniText AddFile(string key, string path)
    {
        CheckLiteral(key, path);
        Append(key, $"$__file{{{path}}}");
        return this;
    }

    /// <summary>The text so far.</summary>
    public override string ToString() => _text.ToString();

    private void Append(string key, string value) => _text
        .Append(key)
        .Append(value.Length == 0 ? " =" : " = ")
        .Append(NeedsQuotes(value) ? Quote + value + Quote : value)
        .Append('\n');

    private static void CheckLiteral(string key, string value)
    {
        if (value.AsSpan().ContainsAny('\n', '\r', '\0'))
        {
            throw new ArgumentException($"The value of {key} must be one line.", nameof(value));
        }

        if (Interpolation().IsMatch(value))
        {
            throw new ArgumentException($"The value of {key} would be expanded: {value}", nameof(value));
        }
    }

    private static bool NeedsQuotes(string value) =>
        value.Length > 0
        && (value.AsSpan().ContainsAny('#', ';')
            || value[0] is '\'' or '"' or '`'
            || value[^1] == '\\'
            || char.IsWhiteSpace(value[0])
            || char.IsWhiteSpace(value[^1]));

    // ${NAME}, $__env{NAME}, $__file{path} of Grafana; %(key)s of the INI library. Neither has an escape.
    [GeneratedRegex(@"\$(|__\w+)\{[^}]+\}|%\([^)]+\)s")]
    private static partial Regex Interpolation();
}
