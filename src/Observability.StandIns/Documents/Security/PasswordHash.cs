using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Observability.StandIns.Documents.Security;

/// <summary>
/// A password's hash as the file realm holds it
/// (https://www.elastic.co/docs/reference/elasticsearch/configuration-reference/security-settings#hashing-settings):
/// <code>
/// {PBKDF2}10000$&lt;salt in base 64&gt;$&lt;hash in base 64&gt;
/// </code>
/// </summary>
internal sealed class PasswordHash
{
    private const string Pbkdf2 = "{PBKDF2}";
    private const string Stretched = "{PBKDF2_STRETCH}";
    private readonly bool _isStretched;
    private readonly int _iterations;
    private readonly byte[] _salt;
    private readonly byte[] _hash;

    private PasswordHash(bool isStretched, int iterations, byte[] salt, byte[] hash) =>
        (_isStretched, _iterations, _salt, _hash) = (isStretched, iterations, salt, hash);

    /// <summary>Parses a hash; the message says what is wrong and never quotes it.</summary>
    /// <exception cref="FormatException">It is none, or made in a way that is not known here.</exception>
    public static PasswordHash Parse(string text)
    {
        var isStretched = text.StartsWith(Stretched, StringComparison.Ordinal);
        if (!isStretched && !text.StartsWith(Pbkdf2, StringComparison.Ordinal))
        {
            throw new FormatException(
                $"the password's hash is not of the kinds {Pbkdf2} and {Stretched}, the only ones that this stand-in for Elasticsearch "
                + "supports");
        }

        var parts = text[(isStretched ? Stretched : Pbkdf2).Length..].Split('$');
        var hash = new byte[64];
        var salt = new byte[64];
        return parts.Length == 3
            && int.TryParse(
                parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var iterations) && iterations is > 0 and <= 10_000_000
            && Convert.TryFromBase64String(parts[1], salt, out var saltLength) && Convert.TryFromBase64String(parts[2], hash, out var hashLength) && hashLength > 0
            ? new PasswordHash(isStretched, iterations, salt[..saltLength], hash[..hashLength])
            : throw new FormatException("the password's hash is not iterations$salt$hash");
    }

    /// <summary>True where it is this password's.</summary>
    public bool Matches(string password)
    {
        // Stretching makes long passwords out of short ones: the hexadecimal SHA-512 takes the password's place.
        var secret = _isStretched ? Convert.ToHexStringLower(SHA512.HashData(Encoding.UTF8.GetBytes(password))) : password;
        var made = Rfc2898DeriveBytes.Pbkdf2(secret, _salt, _iterations, HashAlgorithmName.SHA512, _hash.Length);
        return CryptographicOperations.FixedTimeEquals(made, _hash);
    }
}
