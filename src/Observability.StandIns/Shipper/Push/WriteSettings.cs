namespace Observability.StandIns.Shipper.Push;

/// <summary>
/// An endpoint of <c>loki.write</c> (https://grafana.com/docs/alloy/latest/reference/components/loki/loki.write/#endpoint).
/// </summary>
/// <param name="Url">Where lines are pushed to.</param>
/// <param name="Tenant">Tenant of lines that name none, or empty.</param>
/// <param name="Headers">Further headers.</param>
/// <param name="User">User of basic authentication, or null.</param>
/// <param name="Password">The user's password.</param>
/// <param name="BearerToken">Token in place of a user, or null.</param>
/// <param name="BatchWait">How long a line waits for a batch to fill.</param>
/// <param name="BatchSize">Bytes of lines in a batch.</param>
/// <param name="Timeout">Longest time for an answer.</param>
/// <param name="FirstPause">How long after a refusal the first retry comes.</param>
/// <param name="LongestPause">What the pauses grow to.</param>
/// <param name="MostRetries">
/// Retries after which a batch is dropped; null for ever. Alloy drops after ten unless told otherwise; this stand-in only where it is
/// told.
/// </param>
/// <param name="RetriesTooMany">True to retry what was refused with 429.</param>
internal sealed record WriteSettings(
    Uri Url,
    string Tenant,
    IReadOnlyList<KeyValuePair<string, string>> Headers,
    string? User,
    string? Password,
    string? BearerToken,
    TimeSpan BatchWait,
    long BatchSize,
    TimeSpan Timeout,
    TimeSpan FirstPause,
    TimeSpan LongestPause,
    int? MostRetries,
    bool RetriesTooMany);
