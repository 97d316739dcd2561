using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;

namespace Observability.StandIns.Shipper.Components;

/// <summary>
/// A rule that changes labels (https://grafana.com/docs/alloy/latest/reference/components/discovery/discovery.relabel/#rule), with
/// Prometheus' actions.
/// </summary>
/// <param name="Action">What it does, in lower case.</param>
/// <param name="SourceLabels">Labels whose values are joined.</param>
/// <param name="Separator">What stands between them.</param>
/// <param name="Pattern">Must fit the whole of it.</param>
/// <param name="TargetLabel">Label that is set; may refer to groups.</param>
/// <param name="Replacement">Its value, with groups as <c>$1</c>, <c>${1}</c> or <c>${name}</c>.</param>
/// <param name="Modulus">For the action <c>hashmod</c>.</param>
internal sealed record RelabelRule(
    string Action,
    IReadOnlyList<string> SourceLabels,
    string Separator,
    Regex Pattern,
    string TargetLabel,
    string Replacement,
    ulong Modulus)
{
    /// <summary>The actions.</summary>
    public static readonly IReadOnlyList<string> Actions =
        ["replace", "keep", "drop", "keepequal", "dropequal", "hashmod", "labelmap", "labeldrop", "labelkeep", "lowercase", "uppercase"];

    /// <summary>Applies it.</summary>
    /// <returns>False where what has the labels is to be left out.</returns>
    public bool Apply(Dictionary<string, string> labels)
    {
        var value = string.Join(Separator, SourceLabels.Select(label => labels.GetValueOrDefault(label, string.Empty)));
        switch (Action)
        {
            case "keep":
                return Pattern.IsMatch(value);
            case "drop":
                return !Pattern.IsMatch(value);
            case "keepequal":
                return labels.GetValueOrDefault(TargetLabel, string.Empty) == value;
            case "dropequal":
                return labels.GetValueOrDefault(TargetLabel, string.Empty) != value;
            case "lowercase":
                Set(labels, TargetLabel, value.ToLowerInvariant());
                break;
            case "uppercase":
                Set(labels, TargetLabel, value.ToUpperInvariant());
                break;
            case "hashmod":
                Set(labels, TargetLabel, HashOf(value));
                break;
            case "labelmap":
                foreach (var (name, mapped) in labels.Where(label => Pattern.IsMatch(label.Key)).ToList())
                {
                    Set(labels, Expand(Replacement, Pattern.Match(name)), mapped);
                }

                break;
            case "labeldrop":
                Remove(labels, name => Pattern.IsMatch(name));
                break;
            case "labelkeep":
                Remove(labels, name => !Pattern.IsMatch(name));
                break;
            default:
                Replace(labels, value);
                break;
        }

        return true;
    }

    private static void Remove(Dictionary<string, string> labels, Func<string, bool> isLeftOut)
    {
        foreach (var name in labels.Keys.Where(isLeftOut).ToList())
        {
            labels.Remove(name);
        }
    }

    // A label without a value is none.
    private static void Set(Dictionary<string, string> labels, string name, string value)
    {
        if (value.Length == 0)
        {
            labels.Remove(name);
        }
        else
        {
            labels[name] = value;
        }
    }

    private static string Expand(string template, Match match) => Regex.Replace(
        template,
        @"\$(?:\$|\{(\w+)\}|(\w+))",
        reference => reference.Value == "$$" ? "$" : match.Groups[reference.Groups[1].Value + reference.Groups[2].Value].Value,
        RegexOptions.NonBacktracking);

    private void Replace(Dictionary<string, string> labels, string value)
    {
        if (Pattern.Match(value) is { Success: true } match)
        {
            var name = Expand(TargetLabel, match);
            if (LabelText.IsName(name))
            {
                Set(labels, name, Expand(Replacement, match));
            }
        }
    }

    // MD5 is Prometheus' choice; it spreads, and guards nothing.
    private string HashOf(string value)
    {
#pragma warning disable CA5351
        var hash = MD5.HashData(Encoding.UTF8.GetBytes(value));
#pragma warning restore CA5351
        return (BinaryPrimitives.ReadUInt64BigEndian(hash.AsSpan(8)) % Modulus).ToString(CultureInfo.InvariantCulture);
    }
}
