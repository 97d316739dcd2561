namespace Observability.Hosting.Tests.Backends;

/// <summary>What a <see cref="RecordingServer"/> answers.</summary>
/// <param name="Status">Status.</param>
/// <param name="Body">Body.</param>
internal sealed record RecordedAnswer(int Status, string Body);
