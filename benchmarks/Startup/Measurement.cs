namespace Startup;

/// <summary>What one run of the AppHost took.</summary>
/// <param name="DashboardSeconds">Process start until the dashboard's front end answers.</param>
/// <param name="HealthySeconds">Process start until every resource is healthy.</param>
/// <param name="ResidentMegabytes">Resident memory of the AppHost's own process, 10 s after that (10^6 bytes).</param>
/// <param name="IdlePercent">Its processor time over 30 idle seconds, in percent of one core.</param>
/// <param name="StopSeconds">SIGTERM until the last process that the run started is gone.</param>
internal sealed record Measurement(
    double DashboardSeconds, double HealthySeconds, double ResidentMegabytes, double IdlePercent, double StopSeconds);
