using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;

namespace Observability.Hosting.Publishing.Objects;

/// <summary>Names that Kubernetes takes (https://kubernetes.io/docs/concepts/overview/working-with-objects/names/).</summary>
internal static partial class ObjectNames
{
    /// <summary>Longest name of a Service and of everything that becomes a label.</summary>
    public const int LongestLabel = 63;

    private const int LongestSubdomain = 253;

    /// <summary>A text as part of a name: lower case, other characters as hyphens.</summary>
    public static string Clean(string text) => NotInNames().Replace(text.ToLowerInvariant(), "-").Trim('-');

    /// <summary>
    /// A file's name as a key of a ConfigMap, other characters as hyphens
    /// (https://kubernetes.io/docs/concepts/configuration/configmap/#configmap-object).
    /// </summary>
    public static string CleanKey(string text) => NotInKeys().Replace(text, "-");

    /// <summary>Whether a text is a key of a ConfigMap.</summary>
    public static bool IsKey(string text) =>
        text.Length is > 0 and <= LongestSubdomain && !NotInKeys().IsMatch(text) && text != "." && !text.StartsWith("..", StringComparison.Ordinal);

    /// <summary>Whether a text is one DNS label.</summary>
    public static bool IsLabel(string text) => text.Length <= LongestLabel && Label().IsMatch(text);

    /// <summary>Whether a text is a DNS name.</summary>
    public static bool IsSubdomain(string text) => text.Length <= LongestSubdomain && text.Split('.').All(IsLabel);

    /// <summary>A number that changes with the content, as text.</summary>
    public static string Checksum(IEnumerable<string> parts)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var part in parts)
        {
            // The length keeps "ab" + "c" apart from "a" + "bc".
            var bytes = Encoding.UTF8.GetBytes(part);
            hash.AppendData(BitConverter.GetBytes(bytes.Length));
            hash.AppendData(bytes);
        }

        return Convert.ToHexStringLower(hash.GetCurrentHash())[..16];
    }

    [GeneratedRegex("[^a-z0-9]+")]
    private static partial Regex NotInNames();

    [GeneratedRegex("[^-._a-zA-Z0-9]+")]
    private static partial Regex NotInKeys();

    [GeneratedRegex(@"^[a-z0-9]([a-z0-9-]*[a-z0-9])?\z")]
    private static partial Regex Label();
}
