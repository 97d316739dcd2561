using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;
using Observability.StandIns.Documents.Configuration;
using Observability.StandIns.Documents.Http;

namespace Observability.StandIns.Documents.Security;

/// <summary>Tells who sends a request: by basic authentication against the file realm, or the anonymous user.</summary>
internal sealed class Authenticator
{
    private const string Basic = "Basic ";
    private static readonly UTF8Encoding s_strict = new(false, throwOnInvalidBytes: true);
    private readonly ServerSettings _settings;
    private readonly FileRealm _realm;
    private readonly Dictionary<string, Role> _roles;

    // Checking a password takes milliseconds on purpose. What has been right once is remembered under a key that nobody knows.
    private readonly byte[] _key = RandomNumberGenerator.GetBytes(32);
    private readonly ConcurrentDictionary<string, byte[]> _proven = new(StringComparer.Ordinal);

    /// <summary>Makes one of the configuration folder's files.</summary>
    /// <exception cref="StandInException">A file has a mistake.</exception>
    public Authenticator(ServerSettings settings, string configFolder)
    {
        _settings = settings;
        _realm = FileRealm.Read(configFolder);
        _roles = RolesFile.Read(Path.Combine(configFolder, "roles.yml"));
    }

    /// <summary>Who sends the request.</summary>
    /// <exception cref="ApiException">The credentials are wrong, or needed and missing.</exception>
    public Caller Authenticate(HttpRequest request)
    {
        if (!_settings.IsSecured)
        {
            return Caller.Everybody;
        }

        var header = request.Headers.Authorization.ToString();
        if (header.Length == 0)
        {
            return _settings.Anonymous is { } anonymous
                ? new Caller(anonymous.UserName, FindRoles(anonymous.Roles), IsAnonymous: true, IsAskedToSignIn: !anonymous.IsForbiddenMore)
                : throw SecurityErrors.MissingCredentials(request);
        }

        if (!TryReadBasic(header, out var name, out var password))
        {
            throw SecurityErrors.WrongCredentials(request, null);
        }

        return _realm.Find(name) is { } user && IsRight(name, password, user.Hash)
            ? new Caller(name, FindRoles(user.Roles))
            : throw SecurityErrors.WrongCredentials(request, name);
    }

    private bool IsRight(string name, string password, PasswordHash hash)
    {
        var mark = HMACSHA256.HashData(_key, Encoding.UTF8.GetBytes(password));
        if (_proven.TryGetValue(name, out var known) && CryptographicOperations.FixedTimeEquals(known, mark))
        {
            return true;
        }

        if (!hash.Matches(password))
        {
            return false;
        }

        _proven[name] = mark;
        return true;
    }

    private List<Role> FindRoles(IEnumerable<string> names) => [.. names.Select(_roles.GetValueOrDefault).OfType<Role>()];

    private static bool TryReadBasic(string header, [NotNullWhen(true)] out string? name, [NotNullWhen(true)] out string? password)
    {
        (name, password) = (null, null);
        if (!header.StartsWith(Basic, StringComparison.OrdinalIgnoreCase))
        {
            return false;
        }

        try
        {
            var text = s_strict.GetString(Convert.FromBase64String(header[Basic.Length..].Trim()));
            var colon = text.IndexOf(':', StringComparison.Ordinal);
            (name, password) = colon < 0 ? (null, null) : (text[..colon], text[(colon + 1)..]);
            return name is not null && password is not null;
        }
        catch (FormatException)
        {
            return false;
        }
        catch (DecoderFallbackException)
        {
            return false;
        }
    }
}
