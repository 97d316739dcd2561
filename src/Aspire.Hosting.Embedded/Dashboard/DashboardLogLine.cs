using System.Text.Json;
using Microsoft.Extensions.Logging;

namespace Aspire.Hosting.Embedded.Dashboard;

/// <summary>
/// One line of the dashboard's log, for example
/// <c>{"EventId":0,"LogLevel":"Information","Category":"Aspire.Dashboard.DashboardWebApplication","Message":"Now listening on: http://127.0.0.1:37957","State":{…}}</c>.
/// </summary>
/// <param name="Level">Its level.</param>
/// <param name="Message">Its text, with the exception's first line where there is one: the stack is no concern of the user's.</param>
internal sealed record DashboardLogLine(LogLevel Level, string Message)
{
    private const string ListeningPrefix = "Now listening on: ";

    /// <summary>The front end's URL when the line says that the dashboard listens; otherwise null.</summary>
    public Uri? ListeningUrl =>
        Message.StartsWith(ListeningPrefix, StringComparison.Ordinal)
        && Uri.TryCreate(Message[ListeningPrefix.Length..], UriKind.Absolute, out var url)
            ? url
            : null;

    /// <summary>True for a line of a stack trace, such as <c>   at System.Enum.Parse(…)</c> or <c> ---> System.Exception</c>.</summary>
    public bool IsStackTrace => Message.Length > 0 && Message[0] == ' ' && Message.AsSpan().TrimStart() is ['a', 't', ' ', ..] or ['-', '-', '-', ..];

    /// <summary>Reads a line; one that is not JSON is taken as it is, at level <paramref name="plainLevel"/>.</summary>
    public static DashboardLogLine Parse(string line, LogLevel plainLevel)
    {
        if (!line.StartsWith('{'))
        {
            return new DashboardLogLine(plainLevel, line);
        }

        try
        {
            using var document = JsonDocument.Parse(line);
            var root = document.RootElement;
            var message = Text(root, "Message") ?? line;
            if (Text(root, "Exception") is { Length: > 0 } exception)
            {
                message = $"{message} {exception.AsSpan(0, exception.AsSpan().IndexOfAny('\r', '\n') is >= 0 and var end ? end : exception.Length)}";
            }

            return new DashboardLogLine(
                Enum.TryParse<LogLevel>(Text(root, "LogLevel"), out var level) ? level : plainLevel, message);
        }
        catch (JsonException)
        {
            return new DashboardLogLine(plainLevel, line);
        }
    }

    private static string? Text(JsonElement root, string name) =>
        root.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
