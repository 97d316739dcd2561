using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Http.Features;

namespace Observability.StandIns.Gateway.Routing;

/// <summary>
/// Paths as Traefik treats them: cleaned of empty and dotted segments at the entry, compared with only the characters decoded
/// that mean nothing special, and handed on in the spelling in which they came
/// (https://doc.traefik.io/traefik/reference/install-configuration/entrypoints/#sanitizepath).
/// </summary>
internal static class RequestPath
{
    private const string Reserved = ":/?#[]@!$&'()*+,;=%";

    /// <summary>The path of a request, encoded as the client sent it.</summary>
    public static string GetEncoded(HttpContext context)
    {
        // The server's own Path is decoded already. "GET *" and absolute targets are rare enough for it.
        var target = context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget;
        var end = target.IndexOf('?', StringComparison.Ordinal);
        return target.StartsWith('/') ? end < 0 ? target : target[..end] : context.Request.Path.ToUriComponent();
    }

    /// <summary>Resolves <c>.</c>, <c>..</c> and repeated slashes; a slash at the end stays.</summary>
    public static string Clean(string path)
    {
        var segments = new List<string>();
        foreach (var segment in path.Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            if (segment == "..")
            {
                segments.RemoveRange(Math.Max(0, segments.Count - 1), Math.Min(1, segments.Count));
            }
            else if (segment != ".")
            {
                segments.Add(segment);
            }
        }

        return segments.Count == 0 ? "/" : $"/{string.Join('/', segments)}{(path.EndsWith('/') ? "/" : string.Empty)}";
    }

    /// <summary>
    /// Writes a path the one way it is written when nothing is encoded without need: letters, digits and <c>-._~</c> as they are,
    /// other codes with capital digits. Without it <c>/%2e%2e/</c> would get past <see cref="Clean"/>.
    /// </summary>
    /// <returns>False where a percent sign is not followed by two digits, or the path has a fragment.</returns>
    public static bool TryNormalize(string path, out string normalized)
    {
        normalized = path;
        if (path.AsSpan().IndexOfAny('%', '#') < 0)
        {
            return true;
        }

        var text = new StringBuilder(path.Length);
        for (var i = 0; i < path.Length; i++)
        {
            if (path[i] != '%')
            {
                text.Append(path[i]);
            }
            else if (TryReadByte(path, i, out var value))
            {
                _ = IsUnreserved((char)value) ? text.Append((char)value) : text.Append(CultureInfo.InvariantCulture, $"%{value:X2}");
                i += 2;
            }
            else
            {
                return false;
            }
        }

        normalized = text.ToString();
        return !path.Contains('#', StringComparison.Ordinal);
    }

    /// <summary>
    /// The path that rules are compared with, of a normalized one: <c>/foo%20bar</c> is <c>/foo bar</c>, but <c>/foo%2Fbar</c> stays,
    /// for a slash would change its meaning.
    /// </summary>
    public static string DecodeForRules(string path)
    {
        if (!path.Contains('%', StringComparison.Ordinal))
        {
            return path;
        }

        var bytes = new List<byte>(path.Length);
        for (var i = 0; i < path.Length; i++)
        {
            if (TryReadByte(path, i, out var value) && !Reserved.Contains((char)value, StringComparison.Ordinal))
            {
                bytes.Add(value);
                i += 2;
            }
            else
            {
                bytes.Add((byte)path[i]);
            }
        }

        return Encoding.UTF8.GetString([.. bytes]);
    }

    /// <summary>Takes a prefix, given decoded, off an encoded path; what is left begins with a slash.</summary>
    public static bool TryStrip(string path, string prefix, out string rest)
    {
        rest = path;
        var position = 0;
        foreach (var wanted in Encoding.UTF8.GetBytes(prefix))
        {
            if (position >= path.Length)
            {
                return false;
            }

            var isEncoded = TryReadByte(path, position, out var value);
            if ((isEncoded ? value : path[position]) != wanted)
            {
                return false;
            }

            position += isEncoded ? 3 : 1;
        }

        var left = path[position..];
        rest = left.StartsWith('/') ? left : $"/{left}";
        return true;
    }

    private static bool IsUnreserved(char character) => char.IsAsciiLetterOrDigit(character) || character is '-' or '.' or '_' or '~';

    private static bool TryReadByte(string path, int position, out byte value)
    {
        value = 0;
        return path[position] == '%'
            && position + 2 < path.Length
            && byte.TryParse(path.AsSpan(position + 1, 2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out value);
    }
}
