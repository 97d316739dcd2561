using System.Text.Json;
using DevLab.JmesPath;

namespace Observability.StandIns.Shipper.Stages;

/// <summary>The stage <c>json</c>: keeps what JMESPath expressions find (https://jmespath.org/).</summary>
internal sealed class JsonStage : IStage
{
    private readonly List<(string Name, string Expression, bool IsKey)> _expressions;
    private readonly string? _source;
    private readonly bool _dropsMalformed;

    /// <summary>Makes one.</summary>
    /// <exception cref="ArgumentException">An expression is none.</exception>
    public JsonStage(IEnumerable<KeyValuePair<string, string>> expressions, string? source, bool dropsMalformed)
    {
        _source = source;
        _dropsMalformed = dropsMalformed;
        _expressions =
            [.. expressions.Select(expression => Read(expression.Key, expression.Value.Length == 0 ? expression.Key : expression.Value))];
    }

    /// <inheritdoc />
    public bool Process(LogEntry entry)
    {
        if (entry.Input(_source) is not { } input)
        {
            return true;
        }

        try
        {
            using var document = JsonDocument.Parse(input);
            if (document.RootElement.ValueKind != JsonValueKind.Object)
            {
                return !_dropsMalformed;
            }

            foreach (var (name, expression, isKey) in _expressions)
            {
                entry.Extracted[name] = isKey ? Find(document.RootElement, expression) : Search(input, expression);
            }

            return true;
        }
        catch (JsonException)
        {
            return !_dropsMalformed;
        }
    }

    // Most expressions are the name of a key.
    private static (string Name, string Expression, bool IsKey) Read(string name, string expression)
    {
        if (LabelText.IsName(expression))
        {
            return (name, expression, true);
        }

        try
        {
            new JmesPath().Parse(expression);
            return (name, expression, false);
        }
        catch (Exception error)
        {
            throw new ArgumentException($"'{expression}' is no JMESPath expression: {error.Message}", nameof(expression));
        }
    }

    private static object? Find(JsonElement map, string key)
    {
        try
        {
            return map.TryGetProperty(key, out var value) ? ValueOf(value) : null;
        }
        catch (InvalidOperationException)
        {
            // "\ud83d": an escape that is half of a character, in a text or in a key.
            return null;
        }
    }

    private static object? Search(string input, string expression)
    {
        try
        {
            using var found = JsonDocument.Parse(new JmesPath().Transform(input, expression));
            return ValueOf(found.RootElement);
        }
        catch (Exception)
        {
            // The library has no exception of its own for a function that is given what it does not take: length(level) of a number.
            return null;
        }
    }

    private static object? ValueOf(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Null => null,
        JsonValueKind.String => value.GetString(),
        JsonValueKind.Number => value.GetDouble(),
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        _ => value.GetRawText(),
    };
}
