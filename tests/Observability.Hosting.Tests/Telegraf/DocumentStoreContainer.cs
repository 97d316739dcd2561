using Aspire.Hosting.ApplicationModel;
using Observability.Hosting.Model;

namespace Observability.Hosting.Tests.Telegraf;

/// <summary>Any store of documents, for tests of the graph.</summary>
internal sealed class DocumentStoreContainer(string name) : ContainerResource(name), IDocumentStore;
