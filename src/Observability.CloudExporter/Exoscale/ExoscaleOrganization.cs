using Observability.CloudExporter.Metrics;

namespace Observability.CloudExporter.Exoscale;

/// <summary>What the organization owes, and who may act for it.</summary>
internal static class ExoscaleOrganization
{
    public static async Task<IReadOnlyList<Sample>> ReadAsync(ExoscaleReader reader, CancellationToken cancellationToken)
    {
        var organization = await reader.GetAsync("/organization", ExoscaleJson.Default.Organization, cancellationToken);
        // The field is deprecated since May 2026 in favour of a document that is still called beta: the first as long
        // as it is there, the second once it is gone. Drop the field when the API's schema does.
        var balance = organization.Balance
            ?? (await reader.GetAsync("/live-balance", ExoscaleJson.Default.LiveBalance, cancellationToken)).Balance;
        return
        [
            ExoscaleMetrics.Balance.Sample(balance, organization.Id, organization.Name),
            ExoscaleMetrics.Usage.Sample(0 - balance, organization.Id, organization.Name),
        ];
    }

    public static async Task<IReadOnlyList<Sample>> ReadSshKeysAsync(ExoscaleReader reader, CancellationToken cancellationToken)
    {
        var list = await reader.GetAsync("/ssh-key", ExoscaleJson.Default.SshKeyList, cancellationToken);
        return [.. (list.SshKeys ?? []).Select(static key => ExoscaleMetrics.SshKey.Sample(1, key.Fingerprint, key.Name))];
    }

    public static async Task<IReadOnlyList<Sample>> ReadIamKeysAsync(ExoscaleReader reader, CancellationToken cancellationToken)
    {
        var keys = (await reader.GetAsync("/api-key", ExoscaleJson.Default.ApiKeyList, cancellationToken)).ApiKeys ?? [];
        return
        [
            .. keys.Select(static key => ExoscaleMetrics.IamKey.Sample(1, key.Key, key.Name, key.RoleId)),
            ExoscaleMetrics.IamKeyCount.Sample(keys.Count),
        ];
    }
}
