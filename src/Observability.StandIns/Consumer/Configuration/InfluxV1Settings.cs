namespace Observability.StandIns.Consumer.Configuration;

/// <summary>
/// An <c>outputs.influxdb</c> (https://github.com/influxdata/telegraf/blob/master/plugins/outputs/influxdb/README.md), over HTTP.
/// </summary>
/// <param name="Urls">Servers; each write goes to one of them.</param>
/// <param name="Database">Database.</param>
/// <param name="RetentionPolicy">Retention policy, or null for the database's own.</param>
/// <param name="SkipDatabaseCreation">True to leave a missing database missing.</param>
/// <param name="User">User of basic authentication, or null.</param>
/// <param name="Password">The user's password.</param>
/// <param name="Line">How lines are written and sent.</param>
internal sealed record InfluxV1Settings(
    IReadOnlyList<Uri> Urls,
    string Database,
    string? RetentionPolicy,
    bool SkipDatabaseCreation,
    string? User,
    string? Password,
    LineSettings Line);
