using System.Collections.Concurrent;
using System.Text;
using Observability.StandIns.Points.Metadata;

namespace Observability.StandIns.Points.Api;

/// <summary>
/// Who asks (https://docs.influxdata.com/influxdb/v2/api/#section/Authentication): a token in the header <c>Authorization: Token …</c> or
/// <c>Bearer …</c>; of version 1 clients also a user name with a token or password, in a basic header or as <c>u</c> and <c>p</c>.
/// </summary>
/// <param name="metadata">The tokens.</param>
internal sealed class RequestTokens(PointsMetadata metadata)
{
    private const int MostKnownPasswords = 64;

    // Passwords are slow to check on purpose; of one that fitted a fast hash is kept, in memory only.
    private readonly ConcurrentDictionary<string, string> _knownPasswords = new(StringComparer.Ordinal);

    /// <summary>Who asks.</summary>
    /// <exception cref="ApiException">Nobody who is known.</exception>
    public Authorization Require(HttpContext context)
    {
        var header = context.Request.Headers.Authorization.ToString();
        var token = header.StartsWith("Token ", StringComparison.OrdinalIgnoreCase) ? header["Token ".Length..].Trim()
            : header.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase) ? header["Bearer ".Length..].Trim()
            : null;
        return Check(token is { Length: > 0 } ? metadata.Authenticate(token) : null);
    }

    /// <summary>Who asks, of a version 1 client.</summary>
    public Authorization RequireVersion1(HttpContext context)
    {
        var header = context.Request.Headers.Authorization.ToString();
        if (header.StartsWith("Basic ", StringComparison.OrdinalIgnoreCase))
        {
            return Check(ReadBasic(header["Basic ".Length..].Trim()) is [var name, var secret] ? Authenticate(name, secret) : null);
        }

        return header.Length == 0 && context.Query("u") is { } user && context.Query("p") is { } password
            ? Check(Authenticate(user, password))
            : Require(context);
    }

    private static Authorization Check(Authorization? authorization) => authorization switch
    {
        null => throw ApiException.Unauthorized(),
        { IsActive: false } => throw ApiException.Forbidden("authorization is inactive"),
        _ => authorization,
    };

    private static string[] ReadBasic(string value)
    {
        var bytes = new byte[value.Length];
        return Convert.TryFromBase64String(value, bytes, out var length) ? Encoding.UTF8.GetString(bytes, 0, length).Split(':', 2) : [];
    }

    // A token in the place of the password is enough; the name is not looked at then.
    private Authorization? Authenticate(string name, string secret)
    {
        if (metadata.Authenticate(secret) is { } byToken)
        {
            return byToken;
        }

        var user = metadata.Users.All.FirstOrDefault(known => known.Name == name);
        return user is not null && IsPassword(user, secret)
            ? metadata.Authorizations.All.FirstOrDefault(known => known.UserId == user.Id) : null;
    }

    private bool IsPassword(User user, string password)
    {
        var key = Identifier.Hash($"{user.Id}:{user.Password}:{password}");
        if (_knownPasswords.ContainsKey(key))
        {
            return true;
        }

        var fits = Identifier.IsPassword(password, user.Password);
        if (fits && _knownPasswords.Count < MostKnownPasswords)
        {
            _knownPasswords.TryAdd(key, user.Id);
        }

        return fits;
    }
}
