using Observability.Hosting.Backends;
using Observability.Hosting.Model;

namespace Observability.Hosting.Tests.Backends;

/// <summary>An engine that answers what the test says.</summary>
internal sealed class FakeEngine : IContainerEngine
{
    public string? Unavailable { get; init; }

    public string? NoImage { get; init; }

    public string? WhyNoImage(ServerImage image) => NoImage;
}
