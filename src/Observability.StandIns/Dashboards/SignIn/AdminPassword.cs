using System.Security.Cryptography;
using System.Text;
using Observability.StandIns.Dashboards.Configuration;

namespace Observability.StandIns.Dashboards.SignIn;

/// <summary>
/// Checks the administrator's password. Five wrong ones within five minutes, and no more are looked at for as long
/// (https://grafana.com/docs/grafana/latest/setup-grafana/configure-security/configure-authentication/grafana/#brute-force-login-protection).
/// </summary>
internal sealed class AdminPassword(DashboardsConfiguration configuration, TimeProvider clock)
{
    private const int MostFailures = 5;
    private static readonly TimeSpan s_window = TimeSpan.FromMinutes(5);
    private readonly Lock _lock = new();
    private readonly Queue<DateTimeOffset> _failures = new();

    /// <summary>The administrator, or null where name or password is wrong.</summary>
    public Visitor? Check(string user, string password)
    {
        var now = clock.GetUtcNow();
        lock (_lock)
        {
            while (_failures.TryPeek(out var first) && now - first > s_window)
            {
                _failures.Dequeue();
            }

            if (_failures.Count >= MostFailures)
            {
                return null;
            }

            if (AreSame(user, configuration.AdminUser) & AreSame(password, configuration.AdminPassword))
            {
                return new Visitor(configuration.AdminUser, configuration.AdminUser, "admin@localhost", OrgRole.Admin,
                    IsGrafanaAdmin: true, VisitorKind.Password);
            }

            _failures.Enqueue(now);
            return null;
        }
    }

    private static bool AreSame(string given, string right) => CryptographicOperations.FixedTimeEquals(
        SHA256.HashData(Encoding.UTF8.GetBytes(given)), SHA256.HashData(Encoding.UTF8.GetBytes(right)));
}
