using System.Security.Cryptography;
using System.Text;

namespace Observability.StandIns.Identity.Realms;

/// <summary>
/// A password or client secret, kept as a keyed digest: comparing takes the same time whatever is wrong and however long it
/// is, and no dump of the process shows it by its name. The key lives as long as the process.
/// </summary>
internal sealed class RealmPassword(string value)
{
    private static readonly byte[] s_key = RandomNumberGenerator.GetBytes(32);
    private readonly byte[] _digest = Digest(value);

    /// <summary>Stands for the password of nobody: what an unknown user name is compared with.</summary>
    public static RealmPassword Nobody { get; } = new(Convert.ToHexString(RandomNumberGenerator.GetBytes(32)));

    /// <summary>True where the text is the password.</summary>
    public bool Matches(string? text) => CryptographicOperations.FixedTimeEquals(_digest, Digest(text ?? string.Empty));

    /// <summary>Never the value.</summary>
    public override string ToString() => "(secret)";

    private static byte[] Digest(string text) => HMACSHA256.HashData(s_key, Encoding.UTF8.GetBytes(text));
}
