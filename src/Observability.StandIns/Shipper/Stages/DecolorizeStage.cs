using System.Text.RegularExpressions;

namespace Observability.StandIns.Shipper.Stages;

/// <summary>The stage <c>decolorize</c>: takes out the escape sequences of a terminal.</summary>
internal sealed partial class DecolorizeStage : IStage
{
    /// <inheritdoc />
    public bool Process(LogEntry entry)
    {
        if (entry.Line.AsSpan().ContainsAny('\u001B', '\u009B'))
        {
            entry.Line = Sequence().Replace(entry.Line, string.Empty);
        }

        return true;
    }

    // ESC [ 1;31 m and its like (ECMA-48, 5.4), and ESC ] … BEL, by which a title is set.
    [GeneratedRegex(
        @"(?:\u001B\[|\u009B)[0-?]*[ -/]*[@-~]|\u001B\][^\u0007]*\u0007|\u001B[()#][0-9A-Za-z]|\u001B[=>78A-Zc]",
        RegexOptions.CultureInvariant)]
    private static partial Regex Sequence();
}
