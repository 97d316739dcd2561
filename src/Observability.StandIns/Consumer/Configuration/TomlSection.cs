using System.Globalization;
using Observability.StandIns.Configuration;
using Tomlyn;
using Tomlyn.Model;

namespace Observability.StandIns.Consumer.Configuration;

/// <summary>
/// A table of a TOML file. It remembers which of its keys were asked for, so that the rest can be reported and nothing that a
/// person wrote is passed over in silence.
/// </summary>
internal sealed class TomlSection
{
    private readonly TomlTable _table;
    private readonly HashSet<string> _read = new(StringComparer.Ordinal);
    private readonly TomlProblems _problems;

    private TomlSection(string path, TomlTable table, TomlProblems problems)
    {
        Path = path;
        _table = table;
        _problems = problems;
        problems.Sections.Add(this);
    }

    /// <summary>Where it stands in the file: keys joined by dots, elements of an array by their number.</summary>
    public string Path { get; }

    /// <summary>Its keys.</summary>
    public IEnumerable<string> Keys => _table.Keys;

    /// <summary>Keys that nobody asked for, with where they stand.</summary>
    public IEnumerable<string> Unread => _table.Keys.Where(key => !_read.Contains(key)).Select(PathOf);

    /// <summary>Reads a file's text.</summary>
    /// <exception cref="TomlException">The text is no TOML.</exception>
    public static TomlSection Parse(string text, TomlProblems problems)
    {
        try
        {
            return new(string.Empty, TomlSerializer.Deserialize<TomlTable>(text) ?? [], problems);
        }
        catch (ArgumentOutOfRangeException error)
        {
            // Tomlyn 2.10 looks for the character of an escape behind the end of the file, and the runtime refuses what it finds there.
            throw new TomlException($"({text.AsSpan().Count('\n') + 1},{text.Length - text.LastIndexOf('\n')}) : error : the file ends within an escape", error);
        }
    }

    /// <summary>True where the key is there.</summary>
    public bool Has(string key) => _table.ContainsKey(key);

    /// <summary>A text; null where the key is missing.</summary>
    public string? Text(string key) => Take(key) switch
    {
        null => null,
        string text => Replace(key, text),
        _ => Refuse<string>(key, "a text"),
    };

    /// <summary>A text that must be there and not empty.</summary>
    public string RequiredText(string key)
    {
        var text = Text(key);
        if (string.IsNullOrEmpty(text))
        {
            Report(key, "it is missing or empty");
        }

        return text ?? string.Empty;
    }

    /// <summary>One of several texts; the first where the key is missing or empty.</summary>
    public string Choice(string key, params ReadOnlySpan<string> choices)
    {
        var text = Text(key);
        if (!string.IsNullOrEmpty(text) && !choices.Contains(text))
        {
            Report(key, $"this stand-in for Telegraf does not support '{text}'; it knows {string.Join(", ", choices.ToArray())}");
        }

        return string.IsNullOrEmpty(text) ? choices[0] : text;
    }

    /// <summary>A switch.</summary>
    public bool Flag(string key, bool unlessSaid = false) => Take(key) switch
    {
        null => unlessSaid,
        bool flag => flag,
        _ => Refuse<bool>(key, "true or false"),
    };

    /// <summary>A whole number that is not negative and fits an <see cref="int"/>.</summary>
    public int Number(string key, int unlessSaid) => Take(key) switch
    {
        null => unlessSaid,
        long number when number is >= 0 and <= int.MaxValue => (int)number,
        _ => Refuse<int>(key, "a whole number that is not negative"),
    };

    /// <summary>A duration: a text such as <c>10s</c>, or a number of seconds.</summary>
    public TimeSpan Duration(string key, TimeSpan unlessSaid) => Take(key) switch
    {
        null => unlessSaid,
        long seconds when seconds is >= 0 and <= int.MaxValue / 1000 => TimeSpan.FromSeconds(seconds),
        string text when GoDuration.TryParse(Replace(key, text), out var duration) => duration,
        _ => Refuse<TimeSpan>(key, "a duration such as 500ms, 30s or 1m30s"),
    };

    /// <summary>A list of texts; empty where the key is missing.</summary>
    public IReadOnlyList<string> Texts(string key) => Take(key) switch
    {
        null => [],
        TomlArray array when array.All(item => item is string) => [.. array.Select(item => Replace(key, (string)item!))],
        _ => Refuse<IReadOnlyList<string>>(key, "a list of texts") ?? [],
    };

    /// <summary>A table of texts; empty where the key is missing.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> NamedTexts(string key) =>
        Section(key) is { } section
            ? [.. section.Keys.Select(name => KeyValuePair.Create(name, section.Text(name) ?? string.Empty))]
            : [];

    /// <summary>A table of lists of texts; empty where the key is missing.</summary>
    public IReadOnlyList<KeyValuePair<string, IReadOnlyList<string>>> NamedLists(string key) =>
        Section(key) is { } section
            ? [.. section.Keys.Select(name => KeyValuePair.Create(name, section.Texts(name)))]
            : [];

    /// <summary>A table; null where the key is missing.</summary>
    public TomlSection? Section(string key) => Take(key) switch
    {
        null => null,
        TomlTable table => new TomlSection(PathOf(key), table, _problems),
        _ => Refuse<TomlSection>(key, "a table"),
    };

    /// <summary>The tables of an array; empty where the key is missing.</summary>
    public IReadOnlyList<TomlSection> Elements(string key) => Take(key) switch
    {
        null => [],
        TomlTableArray array => [.. array.Select((table, index) => new TomlSection(
            string.Create(CultureInfo.InvariantCulture, $"{PathOf(key)}[{index}]"), table, _problems))],
        _ => Refuse<IReadOnlyList<TomlSection>>(key, "an array of tables: [[…]]") ?? [],
    };

    /// <summary>Notes that a value is wrong.</summary>
    public void Report(string key, string what) => _problems.List.Add($"{PathOf(key)}: {what}");

    private string PathOf(string key) => Path.Length == 0 ? key : $"{Path}.{key}";

    private object? Take(string key)
    {
        _read.Add(key);
        return _table.TryGetValue(key, out var value) ? value : null;
    }

    private string Replace(string key, string text)
    {
        var replaced = _problems.Environment.Replace(text, out var mistake);
        if (mistake is not null)
        {
            Report(key, mistake);
        }

        return replaced;
    }

    private T? Refuse<T>(string key, string wanted)
    {
        Report(key, $"it must be {wanted}");
        return default;
    }
}
