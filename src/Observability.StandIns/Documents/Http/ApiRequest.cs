using System.Globalization;
using System.Text.Json;
using System.Text.Unicode;
using Observability.StandIns.Documents.Configuration;
using Observability.StandIns.Documents.Security;

namespace Observability.StandIns.Documents.Http;

/// <summary>A request as the endpoints see it.</summary>
internal sealed class ApiRequest
{
    // What every API takes; what has an effect on the answer is read by whoever writes it.
    private static readonly string[] s_common = ["pretty", "human", "error_trace", "filter_path", "format"];
    private static readonly JsonDocumentOptions s_json = new() { MaxDepth = 256, AllowDuplicateProperties = false };
    private readonly HttpContext _context;
    private readonly HashSet<string> _read = new(s_common, StringComparer.Ordinal);

    /// <summary>Makes one.</summary>
    public ApiRequest(HttpContext context, Caller caller, ReadOnlyMemory<byte> body, IReadOnlyDictionary<string, string> route)
    {
        _context = context;
        Caller = caller;
        Body = body;
        Route = route;
    }

    /// <summary>Who sends it.</summary>
    public Caller Caller { get; }

    /// <summary>The body; empty where there is none.</summary>
    public ReadOnlyMemory<byte> Body { get; }

    /// <summary>The parts of the path that have names, decoded.</summary>
    public IReadOnlyDictionary<string, string> Route { get; }

    /// <summary>HTTP method.</summary>
    public string Method => _context.Request.Method;

    /// <summary>Is cancelled when the client goes away.</summary>
    public CancellationToken Aborted => _context.RequestAborted;

    /// <summary>A named part of the path, or null where the path has none of that name.</summary>
    public string? Part(string name) => Route.GetValueOrDefault(name);

    /// <summary>Checks that the caller may do something to the cluster.</summary>
    /// <exception cref="ApiException">401 or 403.</exception>
    public void Require(string action)
    {
        if (!Caller.May(action))
        {
            throw SecurityErrors.Denied(Caller, action);
        }
    }

    /// <summary>Checks that the caller may do something to indices.</summary>
    /// <exception cref="ApiException">401 or 403.</exception>
    public void Require(string action, IEnumerable<string> indices)
    {
        var denied = indices.Where(index => !Caller.May(action, index)).ToList();
        if (denied.Count > 0)
        {
            throw SecurityErrors.Denied(Caller, action, denied);
        }
    }

    /// <summary>
    /// Checks that the caller may do something to what an expression names, before it is known what of it is there: whether it is
    /// may be nobody's business. What a pattern finds is checked by the other method.
    /// </summary>
    /// <exception cref="ApiException">401 or 403.</exception>
    public void RequireNames(string action, string? expression)
    {
        var names = expression is null or "_all" ? ["*"] : expression.Split(',', StringSplitOptions.RemoveEmptyEntries);
        var isPattern = names.Any(name => name.Contains('*', StringComparison.Ordinal) || name.StartsWith('<'));
        if (isPattern && !Caller.Roles.Any(
            role => role.IndexRights.Any(right => right.Actions.Any(allowed => Wildcard.IsMatch(allowed, action)))))
        {
            throw SecurityErrors.Denied(Caller, action);
        }

        Require(
            action, names.Where(name => !name.Contains('*', StringComparison.Ordinal) && !name.StartsWith('<') && !name.StartsWith('-')));
    }

    /// <summary>A parameter of the query, or null where it is absent.</summary>
    public string? Text(string name)
    {
        _read.Add(name);
        return _context.Request.Query.TryGetValue(name, out var value) ? value[^1] ?? string.Empty : null;
    }

    /// <summary>A parameter that is yes or no; one without a value is yes.</summary>
    /// <exception cref="ApiException">It is neither.</exception>
    public bool Flag(string name, bool absent = false) => Text(name) switch
    {
        null => absent,
        "" or "true" => true,
        "false" => false,
        var other => throw ApiErrors.IllegalArgument($"Failed to parse value [{other}] as only [true] or [false] are allowed."),
    };

    /// <summary>A parameter that is a number.</summary>
    /// <exception cref="ApiException">It is none.</exception>
    public int? Number(string name) => Text(name) is not { } text ? null
        : int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
            ? number
            : throw ApiErrors.IllegalArgument($"Failed to parse int parameter [{name}] with value [{text}]");

    /// <summary>A parameter that is a duration.</summary>
    /// <exception cref="ApiException">It is none.</exception>
    public TimeSpan? Duration(string name) => Text(name) is not { } text ? null
        : TimeValue.TryParse(text, out var milliseconds) && milliseconds >= 0
            ? TimeSpan.FromMilliseconds(Math.Min(milliseconds, int.MaxValue))
            : throw ApiErrors.IllegalArgument(
                $"failed to parse setting [{name}] with value [{text}] as a time value: unit is missing or unrecognized");

    /// <summary>Says that parameters are known and have no effect here.</summary>
    public void Ignore(params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
        {
            _read.Add(name);
        }
    }

    /// <summary>Checks that every parameter is known, as the server does.</summary>
    /// <exception cref="ApiException">One is not.</exception>
    public void CheckParameters()
    {
        var unknown = _context.Request.Query.Keys.Where(name => !_read.Contains(name)).Order(StringComparer.Ordinal).ToList();
        if (unknown.Count > 0)
        {
            throw ApiErrors.IllegalArgument(
                $"request [{_context.Request.Path}] contains unrecognized parameter{(unknown.Count > 1 ? "s" : "")}: {string.Join(", ", unknown.Select(name => $"[{name}]"))}");
        }
    }

    /// <summary>The body as JSON, or an empty object where there is none.</summary>
    /// <exception cref="ApiException">It is no JSON object.</exception>
    public JsonElement Json() => ParseObject(Body);

    /// <summary>Parses a JSON object.</summary>
    /// <exception cref="ApiException">It is none.</exception>
    public static JsonElement ParseObject(ReadOnlyMemory<byte> text)
    {
        if (text.Span.Trim(" \t\r\n"u8).IsEmpty)
        {
            text = "{}"u8.ToArray();
        }

        if (!Utf8.IsValid(text.Span))
        {
            throw ApiErrors.XContent("[1:1] the body is not valid UTF-8");
        }

        try
        {
            using var document = JsonDocument.Parse(text, s_json);
            if (document.RootElement.ValueKind != JsonValueKind.Object)
            {
                throw ApiErrors.Parsing("Expected [START_OBJECT] but found a value of another kind");
            }

            if (text.Span.IndexOf("\\u"u8) >= 0)
            {
                CheckTexts(document.RootElement);
            }

            return document.RootElement.Clone();
        }
        catch (JsonException mistake)
        {
            throw ApiErrors.XContent(
                $"[{mistake.LineNumber + 1}:{mistake.BytePositionInLine + 1}] the body is not valid JSON: {Plain(mistake)}");
        }
    }

    // An escape can be half a character: "\ud800". The parser takes it; whoever reads the text would not.
    private static void CheckTexts(JsonElement element)
    {
        try
        {
            switch (element.ValueKind)
            {
                case JsonValueKind.String:
                    element.GetString();
                    break;
                case JsonValueKind.Array:
                    foreach (var item in element.EnumerateArray())
                    {
                        CheckTexts(item);
                    }

                    break;
                case JsonValueKind.Object:
                    foreach (var property in element.EnumerateObject())
                    {
                        _ = property.Name;
                        CheckTexts(property.Value);
                    }

                    break;
            }
        }
        catch (InvalidOperationException)
        {
            throw ApiErrors.XContent("[1:1] the body has half a surrogate pair");
        }
    }

    /// <summary>The parser's message without the position that it appends.</summary>
    public static string Plain(JsonException mistake)
    {
        var message = mistake.Message;
        var path = message.IndexOf(" Path:", StringComparison.Ordinal);
        var line = message.IndexOf(" LineNumber:", StringComparison.Ordinal);
        var end = (path, line) switch { (-1, -1) => message.Length, (-1, _) => line, (_, -1) => path, _ => Math.Min(path, line) };
        return message[..end];
    }
}
