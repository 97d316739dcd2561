using System.Text.RegularExpressions;

namespace Observability.StandIns.Shipper.Stages;

/// <summary>When a line is left out.</summary>
/// <param name="Reason">What it is counted under.</param>
/// <param name="Sources">What must have been found, or is joined for the expression; empty for the line.</param>
/// <param name="Separator">What stands between the joined.</param>
/// <param name="Expression">Must fit, or null.</param>
/// <param name="OlderThan">How old the line must be, or null.</param>
/// <param name="LongerThan">How many bytes it must have more than, or null.</param>
internal sealed record DropConditions(
    string Reason, IReadOnlyList<string> Sources, string Separator, Regex? Expression, TimeSpan? OlderThan, long? LongerThan);
