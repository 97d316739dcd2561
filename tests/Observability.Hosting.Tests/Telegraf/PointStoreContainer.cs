using Aspire.Hosting.ApplicationModel;
using Observability.Hosting.Model;

namespace Observability.Hosting.Tests.Telegraf;

/// <summary>Any store of points, for tests of the graph.</summary>
internal sealed class PointStoreContainer(string name) : ContainerResource(name), IPointStore;
