using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting.Embedded.Tests.Orchestration;

/// <summary>The resource ends at once, after printing a line.</summary>
internal sealed record EndsAnnotation(string State, int? ExitCode, string LastLine) : IResourceAnnotation;
