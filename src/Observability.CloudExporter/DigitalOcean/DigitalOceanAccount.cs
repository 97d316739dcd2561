using System.Globalization;
using Observability.CloudExporter.Api;
using Observability.CloudExporter.Metrics;

namespace Observability.CloudExporter.DigitalOcean;

/// <summary>What the account owes, what it may have, and who may act for it.</summary>
internal static class DigitalOceanAccount
{
    // { "month_to_date_balance": "23.44", "account_balance": "12.23", "month_to_date_usage": "11.21",
    //   "generated_at": "2026-03-18T14:02:11Z" }, in US dollars
    public static async Task<IReadOnlyList<Sample>> ReadBalanceAsync(DigitalOceanReader reader, CancellationToken cancellationToken)
    {
        var balance = await reader.GetAsync("/v2/customers/my/balance", cancellationToken);
        return
        [
            DigitalOceanMetrics.AccountBalance.Sample(Dollars(balance, "account_balance")),
            DigitalOceanMetrics.MonthToDateBalance.Sample(Dollars(balance, "month_to_date_balance")),
            DigitalOceanMetrics.MonthToDateUsage.Sample(Dollars(balance, "month_to_date_usage")),
            DigitalOceanMetrics.BalanceGeneratedAt.Sample(Time(balance, "generated_at").ToUnixTimeSeconds()),
        ];
    }

    // { "account": { "droplet_limit": 25, "floating_ip_limit": 5, "email_verified": true, "status": "active" } }
    public static async Task<IReadOnlyList<Sample>> ReadAsync(DigitalOceanReader reader, CancellationToken cancellationToken)
    {
        var account = (await reader.GetAsync("/v2/account", cancellationToken)).Object("account");
        return
        [
            DigitalOceanMetrics.DropletLimit.Sample(account.Number("droplet_limit")),
            DigitalOceanMetrics.FloatingIpLimit.Sample(account.Number("floating_ip_limit")),
            DigitalOceanMetrics.Verified.Sample(account.IsTrue("email_verified")),
            DigitalOceanMetrics.Active.Sample(account.Text("status") == "active"),
        ];
    }

    // { "ssh_keys": [ { "id": 512189, "name": "laptop", "fingerprint": "…" } ] }
    public static async Task<IReadOnlyList<Sample>> ReadKeysAsync(DigitalOceanReader reader, CancellationToken cancellationToken)
    {
        var keys = await reader.ListAsync("/v2/account/keys", "ssh_keys", cancellationToken);
        return [.. keys.Select(static key => DigitalOceanMetrics.Key.Sample(1, key.NumberLabel("id"), key.Text("name"), key.Text("fingerprint")))];
    }

    private static double Dollars(CloudDocument balance, string field) =>
        double.TryParse(balance.Text(field), NumberStyles.Float, CultureInfo.InvariantCulture, out var amount)
            ? amount
            : throw new InvalidDataException($"GET /v2/customers/my/balance: {field} is '{balance.Text(field)}', which is not an amount.");

    private static DateTimeOffset Time(CloudDocument balance, string field) =>
        DateTimeOffset.TryParse(balance.Text(field), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time)
            ? time
            : throw new InvalidDataException($"GET /v2/customers/my/balance: {field} is '{balance.Text(field)}', which is not a time.");
}
