using System.Globalization;
using Observability.CloudExporter.Metrics;
using static System.FormattableString;

namespace Observability.CloudExporter.DigitalOcean;

/// <summary>What the account owes, what it may have, and who may act for it.</summary>
internal static class DigitalOceanAccount
{
    public static async Task<IReadOnlyList<Sample>> ReadBalanceAsync(DigitalOceanReader reader, CancellationToken cancellationToken)
    {
        var balance = await reader.GetAsync("/v2/customers/my/balance", DigitalOceanJson.Default.Balance, cancellationToken);
        return
        [
            DigitalOceanMetrics.AccountBalance.Sample(Dollars("account_balance", balance.AccountBalance)),
            DigitalOceanMetrics.MonthToDateBalance.Sample(Dollars("month_to_date_balance", balance.MonthToDateBalance)),
            DigitalOceanMetrics.MonthToDateUsage.Sample(Dollars("month_to_date_usage", balance.MonthToDateUsage)),
            DigitalOceanMetrics.BalanceGeneratedAt.Sample(balance.GeneratedAt.ToUnixTimeSeconds()),
        ];
    }

    public static async Task<IReadOnlyList<Sample>> ReadAsync(DigitalOceanReader reader, CancellationToken cancellationToken)
    {
        var account = (await reader.GetAsync("/v2/account", DigitalOceanJson.Default.AccountDocument, cancellationToken)).Account;
        return
        [
            DigitalOceanMetrics.DropletLimit.Sample(account.DropletLimit),
            DigitalOceanMetrics.FloatingIpLimit.Sample(account.FloatingIpLimit),
            DigitalOceanMetrics.Verified.Sample(account.EmailVerified),
            DigitalOceanMetrics.Active.Sample(account.Status == "active"),
        ];
    }

    public static async Task<IReadOnlyList<Sample>> ReadKeysAsync(DigitalOceanReader reader, CancellationToken cancellationToken)
    {
        var keys = await reader.ListAsync("/v2/account/keys", DigitalOceanJson.Default.KeyPage, static page => page.SshKeys, cancellationToken);
        return [.. keys.Select(static key => DigitalOceanMetrics.Key.Sample(1, Invariant($"{key.Id}"), key.Name, key.Fingerprint))];
    }

    // "23.44"
    private static double Dollars(string field, string text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var amount)
            ? amount
            : throw new InvalidDataException($"GET /v2/customers/my/balance: {field} is '{text}', which is not a number.");
}
