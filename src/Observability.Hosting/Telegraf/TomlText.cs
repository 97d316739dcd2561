using System.Globalization;
using System.Text;

namespace Observability.Hosting.Telegraf;

/// <summary>
/// Writes TOML in the order of the calls. Only what Telegraf's configuration needs: tables, arrays of tables, and values that are
/// strings, integers, booleans and arrays of strings.
/// </summary>
internal sealed class TomlText
{
    private readonly StringBuilder _text = new();

    /// <summary>Begins a table; the keys that follow are in it.</summary>
    public TomlText Table(string name) => Header($"[{name}]");

    /// <summary>Begins the next table of an array.</summary>
    public TomlText Element(string name) => Header($"[[{name}]]");

    /// <summary>Adds a string, as it is: a <c>$</c> in it stands for itself.</summary>
    public TomlText Add(string key, string value) => Line(key, Quote(value));

    /// <summary>Adds an array of strings.</summary>
    public TomlText Add(string key, IEnumerable<string> values) => Line(key, $"[{string.Join(", ", values.Select(Quote))}]");

    /// <summary>Adds an integer.</summary>
    public TomlText Add(string key, int value) => Line(key, value.ToString(CultureInfo.InvariantCulture));

    /// <summary>Adds a boolean.</summary>
    public TomlText Add(string key, bool value) => Line(key, value ? "true" : "false");

    /// <summary>Adds a string whose end Telegraf takes from its environment.</summary>
    /// <param name="key">The key.</param>
    /// <param name="variable">Name of the environment variable.</param>
    /// <param name="before">What stands before its value.</param>
    /// <exception cref="ArgumentException">The variable's name has other characters than letters, digits and underscores.</exception>
    public TomlText AddVariable(string key, string variable, string before = "")
    {
        if (variable.Length == 0 || !variable.All(character => char.IsAsciiLetterOrDigit(character) || character == '_'))
        {
            throw new ArgumentException($"'{variable}' is no name of an environment variable.", nameof(variable));
        }

        return Line(key, $"{Quote(before)[..^1]}${{{variable}}}\"");
    }

    /// <inheritdoc />
    public override string ToString() => _text.ToString();

    private TomlText Header(string header)
    {
        if (_text.Length > 0)
        {
            _text.Append('\n');
        }

        _text.Append(header).Append('\n');
        return this;
    }

    private TomlText Line(string key, string value)
    {
        _text.Append(key).Append(" = ").Append(value).Append('\n');
        return this;
    }

    /// <summary>
    /// A basic string (https://toml.io/en/v1.0.0#string). The dollar sign is escaped too: Telegraf, before 1.38 and where it is told
    /// so, replaces <c>${NAME}</c> in the text before it reads it as TOML.
    /// </summary>
    private static string Quote(string value)
    {
        var quoted = new StringBuilder("\"");
        foreach (var character in value)
        {
            _ = character switch
            {
                '"' => quoted.Append("\\\""),
                '\\' => quoted.Append("\\\\"),
                '\n' => quoted.Append("\\n"),
                '\r' => quoted.Append("\\r"),
                '\t' => quoted.Append("\\t"),
                '$' or '\x7f' or < ' ' => quoted.Append(CultureInfo.InvariantCulture, $"\\u{(int)character:X4}"),
                _ => quoted.Append(character),
            };
        }

        return quoted.Append('"').ToString();
    }
}
