using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Embedded.Dashboard.Protocol;

namespace Aspire.Hosting.Embedded.Dashboard;

/// <summary>Packs log lines into messages that stay well below gRPC's message size limit. Pure.</summary>
internal static class ConsoleLogBatches
{
    /// <summary>Characters of text after which a message is full; a longer line travels alone.</summary>
    public const int MaxCharacters = 65_536;

    /// <summary>Returns the lines in order, timestamps included, in as few messages as fit.</summary>
    public static IEnumerable<WatchResourceConsoleLogsUpdate> From(IReadOnlyList<LogLine> lines)
    {
        var update = new WatchResourceConsoleLogsUpdate();
        var characters = 0;
        foreach (var line in lines)
        {
            if (characters > 0 && characters + line.Content.Length > MaxCharacters)
            {
                yield return update;
                update = new WatchResourceConsoleLogsUpdate();
                characters = 0;
            }

            update.LogLines.Add(new ConsoleLogLine
            {
                LineNumber = line.LineNumber,
                Text = line.Content,
                IsStdErr = line.IsErrorMessage,
            });
            characters += line.Content.Length;
        }

        if (update.LogLines.Count > 0)
        {
            yield return update;
        }
    }
}
