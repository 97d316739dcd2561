using System.Globalization;
using System.Text;

namespace Observability.StandIns.Gateway.Rules;

/// <summary>One matcher with its values, such as <c>Host(`grafana.localhost`)</c>.</summary>
/// <param name="name">Name as Traefik documents it.</param>
/// <param name="values">Values.</param>
/// <param name="test">Decides; null for a matcher that only Traefik itself has.</param>
internal sealed class Matcher(string name, IReadOnlyList<string> values, Func<RuleRequest, bool>? test) : Rule
{
    /// <inheritdoc />
    public override IEnumerable<string> Unsupported => test is null ? [name] : [];

    /// <inheritdoc />
    public override RuleMatch Match(RuleRequest request) =>
        test is null ? RuleMatch.Unknown : test(request) ? RuleMatch.Yes : RuleMatch.No;

    /// <inheritdoc />
    public override string ToString() => $"{name}({string.Join(", ", values.Select(Quote))})";

    // A raw string holds anything but a backtick and a carriage return, which it drops.
    private static string Quote(string value)
    {
        if (value.AsSpan().IndexOfAny('`', '\r') < 0)
        {
            return $"`{value}`";
        }

        var text = new StringBuilder("\"");
        foreach (var character in value)
        {
            _ = character switch
            {
                '"' or '\\' => text.Append('\\').Append(character),
                < ' ' => text.Append(CultureInfo.InvariantCulture, $"\\x{(int)character:x2}"),
                _ => text.Append(character),
            };
        }

        return text.Append('"').ToString();
    }
}
