namespace Observability.Hosting.Tests.Backends;

/// <summary>What a <see cref="RecordingServer"/> was asked.</summary>
/// <param name="Method">Method.</param>
/// <param name="Path">Path and query as they were sent.</param>
/// <param name="Authorization">The header, empty where there was none.</param>
/// <param name="Body">The body, empty where there was none.</param>
internal sealed record RecordedRequest(string Method, string Path, string Authorization, string Body);
