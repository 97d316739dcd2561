using Aspire.Hosting.ApplicationModel;
using Observability.Hosting.Model;

namespace Observability.Hosting.Tests.Model;

/// <summary>Any server that takes OTLP, for tests of the graph.</summary>
internal sealed class OtlpContainer(string name) : ContainerResource(name), IOtlpReceiver;
