namespace Observability.E2E.Containers;

/// <summary>The tests that share one stack of containers.</summary>
[CollectionDefinition]
public sealed class ContainerStackCollection : ICollectionFixture<ContainerStack>;
