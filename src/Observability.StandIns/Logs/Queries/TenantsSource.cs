using Observability.LogQL;
using Observability.LogQL.Source;
using Observability.LogQL.Syntax;
using Observability.StandIns.Logs.Storage;

namespace Observability.StandIns.Logs.Queries;

/// <summary>
/// The streams of one tenant, or of several: then each has the label <c>__tenant_id__</c>, which a selector may ask for
/// (https://grafana.com/docs/loki/latest/operations/multi-tenancy/#multi-tenant-queries).
/// </summary>
/// <param name="store">The store.</param>
/// <param name="tenants">Names of the tenants; those that never pushed have no streams.</param>
internal sealed class TenantsSource(LogStore store, IReadOnlyList<string> tenants) : ILogSource
{
    private const string TenantLabel = "__tenant_id__";

    /// <inheritdoc />
    public IEnumerable<ILogStream> Select(LogSelection selection, CancellationToken cancellationToken) =>
        Find(selection.Selector, selection.Start, selection.End).Select(found => new StoredStream(found.Stream, found.Labels, store.Cache));

    /// <summary>The streams that a selector names and that have entries from one time up to, and without, another.</summary>
    public IEnumerable<(LogStream Stream, LabelSet Labels)> Find(StreamSelector selector, long start, long end)
    {
        if (tenants is [var only])
        {
            return store.FindTenant(only)?.Select(selector, start, end).Select(stream => (stream, stream.Labels)) ?? [];
        }

        var ofTenant = selector.Matchers.Where(matcher => matcher.Name == TenantLabel).ToList();
        var others = selector with { Matchers = [.. selector.Matchers.Except(ofTenant)] };
        return tenants
            .Where(name => ofTenant.TrueForAll(matcher => matcher.IsMatch(name)))
            .SelectMany(name => store.FindTenant(name)?.Select(others, start, end) ?? [])
            .Select(stream => (stream, AddTenant(stream)));
    }

    private static LabelSet AddTenant(LogStream stream) => LabelSet.Create(
        stream.Labels.Select(label => KeyValuePair.Create(label.Name, label.Value)).Append(new(TenantLabel, stream.Tenant)));
}
