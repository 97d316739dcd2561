using System.Text.RegularExpressions;

namespace Observability.StandIns.Logs.Configuration;

/// <summary>What becomes of some attributes.</summary>
/// <param name="Action">What.</param>
/// <param name="Attributes">Their names.</param>
/// <param name="Pattern">What their names look like, whole; null where they are listed.</param>
internal sealed record OtlpRule(OtlpAction Action, IReadOnlyList<string> Attributes, Regex? Pattern)
{
    /// <summary>Whether an attribute is meant.</summary>
    public bool Fits(string attribute) => Attributes.Contains(attribute, StringComparer.Ordinal) || Pattern?.IsMatch(attribute) == true;
}
