using System.Security.Cryptography;
using System.Text;

namespace Observability.StandIns.Points.Metadata;

/// <summary>Identifiers, tokens and hashes.</summary>
internal static class Identifier
{
    private const int Digits = 16;
    private const int TokenBytes = 64;
    private const int SaltBytes = 16;
    private const int HashBytes = 32;
    private const int Rounds = 50_000;

    /// <summary>A new identifier of 16 hexadecimal digits.</summary>
    public static string New() => RandomNumberGenerator.GetHexString(Digits, lowercase: true);

    /// <summary>A new token.</summary>
    public static string NewToken() =>
        Convert.ToBase64String(RandomNumberGenerator.GetBytes(TokenBytes)).Replace('+', '-').Replace('/', '_');

    /// <summary>True for what looks like an identifier.</summary>
    public static bool IsValid(string text) => text.Length == Digits && text.All(char.IsAsciiHexDigit);

    /// <summary>What is kept of a token: it has so much chance in it that no salt is needed.</summary>
    public static string Hash(string token) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(token)));

    /// <summary>What is kept of a password.</summary>
    public static string HashPassword(string password)
    {
        var salt = RandomNumberGenerator.GetBytes(SaltBytes);
        return Convert.ToHexStringLower(salt) + ":" + Convert.ToHexStringLower(Derive(password, salt));
    }

    /// <summary>True for the password that the hash was made of.</summary>
    public static bool IsPassword(string password, string hash)
    {
        var parts = hash.Split(':');
        return CryptographicOperations.FixedTimeEquals(Derive(password, Convert.FromHexString(parts[0])), Convert.FromHexString(parts[1]));
    }

    private static byte[] Derive(string password, byte[] salt) =>
        Rfc2898DeriveBytes.Pbkdf2(password, salt, Rounds, HashAlgorithmName.SHA256, HashBytes);
}
