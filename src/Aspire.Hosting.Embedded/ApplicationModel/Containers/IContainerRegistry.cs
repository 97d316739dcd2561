namespace Aspire.Hosting.ApplicationModel;

/// <summary>A registry that images are pushed to.</summary>
public interface IContainerRegistry
{
    /// <summary>Name of the registry.</summary>
    ReferenceExpression Name { get; }

    /// <summary>Host of the registry, such as <c>ghcr.io</c>.</summary>
    ReferenceExpression Endpoint { get; }

    /// <summary>Path in the registry; null (the default) for its root.</summary>
    ReferenceExpression? Repository => null;
}
