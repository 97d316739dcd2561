using System.Security.Cryptography;
using System.Text;

namespace Observability.Hosting.RabbitMQ;

/// <summary>
/// RabbitMQ's hash of a password: base64 of a salt of four bytes and of SHA-256 over salt and password
/// (https://www.rabbitmq.com/docs/passwords#computing-password-hash).
/// </summary>
internal static class RabbitMQPassword
{
    /// <summary>Name of the algorithm in the definitions.</summary>
    public const string Algorithm = "rabbit_password_hashing_sha256";

    private const int SaltLength = 4;

    /// <summary>
    /// Hashes a password. The salt is made of user and password: the same two give the same file at every start, two users
    /// with one password do not give the same hash.
    /// </summary>
    public static string Hash(string user, string password)
    {
        var secret = Encoding.UTF8.GetBytes(password);
        var salt = HMACSHA256.HashData(secret, Encoding.UTF8.GetBytes(user)).AsSpan(0, SaltLength);
        return Hash(salt, secret);
    }

    /// <summary>Hashes a password with a given salt.</summary>
    public static string Hash(ReadOnlySpan<byte> salt, ReadOnlySpan<byte> password)
    {
        byte[] salted = [.. salt, .. password];
        return Convert.ToBase64String([.. salt, .. SHA256.HashData(salted)]);
    }
}
