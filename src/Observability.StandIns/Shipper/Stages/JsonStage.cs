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
                Extract(entry, name, !isKey
                    ? new JmesPath().Transform(input, expression)
                    : document.RootElement.TryGetProperty(expression, out var value) ? value.GetRawText() : "null");
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

    private static void Extract(LogEntry entry, string name, string json)
    {
        using var value = JsonDocument.Parse(json);
        entry.Extracted[name] = value.RootElement.ValueKind switch
        {
            JsonValueKind.Null => null,
            JsonValueKind.String => value.RootElement.GetString(),
            JsonValueKind.Number => value.RootElement.GetDouble(),
            JsonValueKind.True => true,
            JsonValueKind.False => false,
            _ => json,
        };
    }
}
