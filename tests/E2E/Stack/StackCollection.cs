namespace Observability.E2E.Stack;

/// <summary>The tests that share one stack, one after the other; each leaves it as it found it.</summary>
[CollectionDefinition]
public sealed class StackCollection : ICollectionFixture<StackFixture>;
