using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text.RegularExpressions;
using System.Web;

namespace Observability.CloudExporter.Recording;

/// <summary>
/// Substitutes for personal texts: of the same kind, so that whatever reads them finds what it expects, and the same for the same text,
/// so that documents still refer to one another.
/// </summary>
internal sealed partial class Pseudonyms
{
    private readonly Dictionary<string, string> _known = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _counts = new(StringComparer.Ordinal);

    /// <summary>The substitute for a text.</summary>
    /// <param name="field">Field that has it; a name of its kind where the text itself shows none.</param>
    /// <param name="text">The text.</param>
    public string Of(string field, string text)
    {
        if (_known.TryGetValue(text, out var known))
        {
            return known;
        }

        var made = UuidPattern().IsMatch(text) ? $"00000000-0000-4000-8000-{Next("uuid"):x12}"
            : DigitsPattern().IsMatch(text) ? OfNumber(text)
            : IPAddress.TryParse(text, out var address) ? OfAddress(address)
            : NetworkPattern().Match(text) is { Success: true } network && IPAddress.TryParse(network.Groups["address"].Value, out var start)
                ? $"{OfAddress(start)}/{network.Groups["length"].Value}"
            : text.Contains('@', StringComparison.Ordinal) ? $"person-{Next("person")}@example.net"
            : text.Contains('.', StringComparison.Ordinal) && Uri.CheckHostName(text.TrimEnd('.')) == UriHostNameType.Dns ? $"host-{Next("host")}.example.net"
            : $"{WordPattern().Replace(field.ToLowerInvariant(), "-")}-{Next(field)}";
        _known[text] = made;
        return made;
    }

    /// <summary>The substitute for a number that identifies something.</summary>
    public string OfNumber(string digits)
    {
        if (!_known.TryGetValue(digits, out var known))
        {
            _known[digits] = known = (1_000_000 + Next("number")).ToString(CultureInfo.InvariantCulture);
        }

        return known;
    }

    /// <summary>The address of a further page, with nothing but the page in its query.</summary>
    public string OfUrl(string text)
    {
        if (!Uri.TryCreate(text, UriKind.Absolute, out var address))
        {
            return "";
        }

        var page = HttpUtility.ParseQueryString(address.Query)["page"];
        return $"https://{address.Host}{OfPath(address.AbsolutePath)}{(page is null ? "" : $"?page={page}")}";
    }

    // /v2/domains/example.org/records, /v2/dns-domain/7e6e9877-fff0-4bcc-976d-f15fd6e6de65/record: these parts are the owner's. The
    // others are the provider's words, also where something of the owner's has the same name.
    private string OfPath(string path)
    {
        var parts = path.Split('/');
        for (var i = 1; i < parts.Length; i++)
        {
            if (parts[i - 1] is "domains" or "dns-domain" && _known.TryGetValue(Uri.UnescapeDataString(parts[i]), out var known))
            {
                parts[i] = known;
            }
        }

        return string.Join('/', parts);
    }

    private string OfAddress(IPAddress address) => address.AddressFamily == AddressFamily.InterNetworkV6
        ? $"2001:db8::{Next("ipv6"):x}"
        : $"198.51.{100 + (Next("ipv4") / 254)}.{1 + (_counts["ipv4"] % 254)}";

    private int Next(string kind) => _counts[kind] = _counts.GetValueOrDefault(kind) + 1;

    [GeneratedRegex("^[0-9a-fA-F]{8}-([0-9a-fA-F]{4}-){3}[0-9a-fA-F]{12}$")]
    private static partial Regex UuidPattern();

    [GeneratedRegex("^[0-9]{1,18}$")]
    private static partial Regex DigitsPattern();

    [GeneratedRegex(@"^(?<address>[0-9a-fA-F.:]+)/(?<length>[0-9]{1,3})$")]
    private static partial Regex NetworkPattern();

    [GeneratedRegex("[^a-z0-9]+")]
    private static partial Regex WordPattern();
}
