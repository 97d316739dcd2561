using System.Buffers;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Observability.LogQL.Pipeline.Filters;

/// <summary>
/// Finds addresses in a text: one address, those of a range (<c>10.0.0.1-10.0.0.9</c>) or those of a prefix (<c>10.0.0.0/8</c>)
/// (https://grafana.com/docs/loki/latest/query/ip/).
/// </summary>
internal sealed class IpMatcher : ILineMatcher
{
    private static readonly SearchValues<byte> s_four = SearchValues.Create("0123456789."u8);
    private static readonly SearchValues<byte> s_six = SearchValues.Create("0123456789abcdefABCDEF:."u8);

    private readonly AddressFamily _family;
    private readonly UInt128 _first;
    private readonly UInt128 _last;

    /// <summary>Parses what is looked for.</summary>
    /// <exception cref="LogQLException">It is none of the three.</exception>
    public IpMatcher(string pattern)
    {
        if (TryParse(pattern, out var address))
        {
            (_family, _first, _last) = (address.AddressFamily, ToNumber(address), ToNumber(address));
        }
        else if (IPNetwork.TryParse(Masked(pattern), out var network))
        {
            var free = (network.BaseAddress.AddressFamily == AddressFamily.InterNetwork ? 32 : 128) - network.PrefixLength;
            _family = network.BaseAddress.AddressFamily;
            _first = ToNumber(network.BaseAddress);
            _last = _first | (free == 128 ? UInt128.MaxValue : (UInt128.One << free) - 1);
        }
        else if (pattern.Split('-') is [var from, var to] && TryParse(from.Trim(), out var first) && TryParse(to.Trim(), out var last)
            && first.AddressFamily == last.AddressFamily && ToNumber(first) <= ToNumber(last))
        {
            (_family, _first, _last) = (first.AddressFamily, ToNumber(first), ToNumber(last));
        }
        else
        {
            throw new LogQLException($"ip: invalid pattern: \"{pattern}\"");
        }
    }

    /// <inheritdoc />
    public bool IsMatch(ReadOnlySpan<byte> line)
    {
        for (var i = 0; i < line.Length; i++)
        {
            var characters = IsFourHere(line[i..]) ? s_four : IsSixHere(line[i..]) ? s_six : null;
            if (characters is null)
            {
                continue;
            }

            var length = line[i..].IndexOfAnyExcept(characters) is var end and >= 0 ? end : line.Length - i;
            if (IsWanted(line.Slice(i, length)))
            {
                return true;
            }

            i += length;
        }

        return false;
    }

    private bool IsWanted(ReadOnlySpan<byte> text) =>
        TryParse(Encoding.ASCII.GetString(text), out var address)
            && address.AddressFamily == _family
            && ToNumber(address) is var number
            && number >= _first
            && number <= _last;

    // A digit and within three characters a dot.
    private static bool IsFourHere(ReadOnlySpan<byte> text) =>
        text.Length > 3 && char.IsAsciiDigit((char)text[0]) && (text[1] == '.' || text[2] == '.' || text[3] == '.');

    // "::" and a digit, or up to four digits and a colon.
    private static bool IsSixHere(ReadOnlySpan<byte> text)
    {
        var digits = 0;
        while (digits < 4 && digits < text.Length && char.IsAsciiHexDigit((char)text[digits]))
        {
            digits++;
        }

        return digits > 0
            ? digits < text.Length && text[digits] == ':'
            : text.Length > 2 && text[0] == ':' && text[1] == ':' && char.IsAsciiHexDigit((char)text[2]);
    }

    // .NET also takes "10.1" and "0x0a000001" for addresses.
    private static bool TryParse(string text, out IPAddress address) =>
        IPAddress.TryParse(text, out address!) && (address.AddressFamily == AddressFamily.InterNetworkV6 || IsDotted(text));

    private static bool IsDotted(string text) =>
        text.Split('.') is { Length: 4 } parts
            && parts.All(part => part.Length is > 0 and <= 3 && part.All(char.IsAsciiDigit) && (part.Length == 1 || part[0] != '0'));

    // .NET refuses a prefix of an address that has more bits than the prefix, such as 192.168.4.5/16.
    private static string Masked(string pattern)
    {
        if (pattern.Split('/') is not [var text, var bits] || !TryParse(text, out var address) || !byte.TryParse(bits, out var length))
        {
            return string.Empty;
        }

        var bytes = address.GetAddressBytes();
        for (var bit = length; bit < bytes.Length * 8; bit++)
        {
            bytes[bit / 8] &= (byte)~(0x80 >> (bit % 8));
        }

        return $"{new IPAddress(bytes)}/{bits}";
    }

    private static UInt128 ToNumber(IPAddress address)
    {
        UInt128 number = 0;
        foreach (var part in address.GetAddressBytes())
        {
            number = (number << 8) | part;
        }

        return number;
    }
}
