using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting.Embedded.Tests.ApplicationModel;

/// <summary>A resource that no orchestrator runs.</summary>
internal sealed class TestResource(string name) : Resource(name), IResourceWithEnvironment, IResourceWithArgs, IResourceWithEndpoints;
