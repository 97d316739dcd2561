namespace Aspire.Hosting.ApplicationModel;

/// <summary>A part of the application: a container, a process, a parameter, a connection string and the like.</summary>
public interface IResource
{
    /// <summary>Name of the resource, unique in the model without regard to case.</summary>
    string Name { get; }

    /// <summary>What the builder's verbs attached to the resource.</summary>
    ResourceAnnotationCollection Annotations { get; }
}
