namespace Aspire.Hosting.Embedded.Bundle;

/// <summary>An Aspire bundle on disk: the orchestrator (DCP) and the multi-call binary that holds the dashboard.</summary>
/// <param name="DcpPath">Full path of the <c>dcp</c> executable.</param>
/// <param name="ManagedPath">Full path of <c>aspire-managed</c>; its first argument <c>dashboard</c> starts the dashboard.</param>
/// <param name="Source">Where it was found, for messages, for example <c>ASPIRE_HOME</c>.</param>
internal sealed record AspireBundle(string DcpPath, string ManagedPath, string Source);
