using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Observability.Hosting.Elasticsearch;

/// <summary>
/// Writes the two files of the file realm
/// (https://www.elastic.co/docs/deploy-manage/users-roles/cluster-or-deployment-auth/file-based). A process has its administrator
/// there: the bootstrap password, which the image sets from <c>ELASTIC_PASSWORD</c>, is read from the server's key store only, and
/// that can be written by the server's own tool alone. The file holds a hash, not the password.
/// </summary>
internal static class ElasticsearchUsers
{
    private const int Iterations = 10_000;
    private const int HashBytes = 32;

    /// <summary>
    /// Writes <c>users</c>, which looks so (PBKDF2 with SHA-512; the hash tells the server how it was made):
    /// <code>
    /// elastic:{PBKDF2}10000$&lt;salt in base 64&gt;$&lt;hash in base 64&gt;
    /// </code>
    /// </summary>
    /// <param name="password">The password.</param>
    /// <param name="salt">
    /// What the salt is made of. It is fixed so that the same graph gives the same file; the passwords are random and long, so
    /// nobody has a table of them.
    /// </param>
    public static string WriteUsers(string password, string salt)
    {
        var saltBytes = SHA256.HashData(Encoding.UTF8.GetBytes(salt));
        var hash = Rfc2898DeriveBytes.Pbkdf2(password, saltBytes, Iterations, HashAlgorithmName.SHA512, HashBytes);
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{ElasticsearchFacts.UserName}:{{PBKDF2}}{Iterations}${Convert.ToBase64String(saltBytes)}${Convert.ToBase64String(hash)}\n");
    }

    /// <summary>Writes <c>users_roles</c>.</summary>
    public static string WriteRoles() => $"superuser:{ElasticsearchFacts.UserName}\n";
}
