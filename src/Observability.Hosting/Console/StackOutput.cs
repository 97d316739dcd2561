using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.Extensions.Configuration;
using Spectre.Console;

namespace Observability.Hosting.Console;

/// <summary>How commands write what they have found: for people, or as JSON for a script.</summary>
internal static class StackOutput
{
    /// <summary>Columns of a line where nobody has set a width: as long as its text, since what reads a log wants it whole.</summary>
    public const int UnboundedWidth = 1_000;

    /// <summary>How JSON is written.</summary>
    public static JsonSerializerOptions Json { get; } = new()
    {
        WriteIndented = true,
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>True where a script reads.</summary>
    public static bool IsJson(IConfiguration configuration) => IsOn(configuration, "Stack:Json");

    /// <summary>True for a switch that is on; what is neither true nor false is reported with the other mistakes.</summary>
    public static bool IsOn(IConfiguration configuration, string key) => bool.TryParse(configuration[key], out var isOn) && isOn;

    /// <summary>A console for people, with colours on a terminal only.</summary>
    public static IAnsiConsole CreateConsole()
    {
        var console = AnsiConsole.Console;
        if (!console.Profile.Out.IsTerminal)
        {
            console.Profile.Width = UnboundedWidth;
        }

        return console;
    }
}
