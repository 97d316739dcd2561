using System.Text;

namespace Observability.StandIns.Shipper.Stages;

/// <summary>The stage <c>logfmt</c>: keeps values of <c>level=info msg="started \"it\"" flag</c>.</summary>
internal sealed class LogfmtStage : IStage
{
    private readonly Dictionary<string, string> _names;
    private readonly string? _source;

    /// <summary>Makes one.</summary>
    /// <param name="mapping">What a value is kept as, and the key that it has in the line; empty for the same.</param>
    /// <param name="source">What is read, or null for the line.</param>
    public LogfmtStage(IEnumerable<KeyValuePair<string, string>> mapping, string? source)
    {
        _source = source;
        _names = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, key) in mapping)
        {
            _names[key.Length == 0 ? name : key] = name;
        }
    }

    /// <inheritdoc />
    public bool Process(LogEntry entry)
    {
        if (entry.Input(_source) is { } input)
        {
            foreach (var (key, value) in Read(input))
            {
                if (_names.TryGetValue(key, out var name))
                {
                    entry.Extracted[name] = value;
                }
            }
        }

        return true;
    }

    private static IEnumerable<(string Key, string Value)> Read(string line)
    {
        var at = 0;
        while (at < line.Length)
        {
            if (line[at] <= ' ')
            {
                at++;
                continue;
            }

            var start = at;
            while (at < line.Length && line[at] is > ' ' and not '=' and not '"')
            {
                at++;
            }

            var key = line[start..at];
            if (at < line.Length && line[at] == '=')
            {
                at++;
                yield return (key, ReadValue(line, ref at));
            }
            else
            {
                // A quote that belongs to nothing; what follows it may still be read.
                at += at < line.Length && line[at] == '"' ? 1 : 0;
                yield return (key, string.Empty);
            }
        }
    }

    private static string ReadValue(string line, ref int at)
    {
        var start = at;
        if (at >= line.Length || line[at] != '"')
        {
            while (at < line.Length && line[at] > ' ')
            {
                at++;
            }

            return line[start..at];
        }

        var value = new StringBuilder();
        at++;
        while (at < line.Length && line[at] != '"')
        {
            if (line[at] == '\\' && at + 1 < line.Length)
            {
                at++;
                value.Append(line[at] switch { 'n' => '\n', 't' => '\t', 'r' => '\r', var other => other });
            }
            else
            {
                value.Append(line[at]);
            }

            at++;
        }

        at++;
        return value.ToString();
    }
}
