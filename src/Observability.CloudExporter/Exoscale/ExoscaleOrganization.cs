using Observability.CloudExporter.Metrics;

namespace Observability.CloudExporter.Exoscale;

/// <summary>What the organization owes, and who may act for it.</summary>
internal static class ExoscaleOrganization
{
    // { "id": "…", "name": "…", "balance": -41.87, "currency": "CHF" }
    public static async Task<IReadOnlyList<Sample>> ReadAsync(ExoscaleReader reader, CancellationToken cancellationToken)
    {
        var organization = await reader.GetAsync("/organization", cancellationToken);
        // The field is deprecated since May 2026 in favour of a document that is still called beta: the first as long
        // as it is there, the second once it is gone. Drop the field when the API's schema does.
        var holder = organization.Has("balance") ? organization : await reader.GetAsync("/live-balance", cancellationToken);
        var balance = holder.Number("balance");
        string[] labels = [organization.Text("id"), organization.Text("name")];
        return [ExoscaleMetrics.Balance.Sample(balance, labels), ExoscaleMetrics.Usage.Sample(0 - balance, labels)];
    }

    // { "ssh-keys": [ { "name": "…", "fingerprint": "…" } ] }
    public static async Task<IReadOnlyList<Sample>> ReadSshKeysAsync(ExoscaleReader reader, CancellationToken cancellationToken)
    {
        var keys = await reader.ListAsync("/ssh-key", "ssh-keys", cancellationToken);
        return [.. keys.Select(static key => ExoscaleMetrics.SshKey.Sample(1, key.Text("fingerprint"), key.Text("name")))];
    }

    // { "api-keys": [ { "key": "EXO…", "name": "…", "role-id": "…" } ] }
    public static async Task<IReadOnlyList<Sample>> ReadIamKeysAsync(ExoscaleReader reader, CancellationToken cancellationToken)
    {
        var keys = await reader.ListAsync("/api-key", "api-keys", cancellationToken);
        return
        [
            .. keys.Select(static key => ExoscaleMetrics.IamKey.Sample(1, key.Text("key"), key.Text("name"), key.Text("role-id"))),
            ExoscaleMetrics.IamKeyCount.Sample(keys.Count),
        ];
    }
}
