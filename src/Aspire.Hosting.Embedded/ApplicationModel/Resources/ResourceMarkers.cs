namespace Aspire.Hosting.ApplicationModel;

/// <summary>A resource that takes environment variables.</summary>
public interface IResourceWithEnvironment : IResource
{
}

/// <summary>A resource that takes command-line arguments.</summary>
public interface IResourceWithArgs : IResource
{
}

/// <summary>A resource that listens on endpoints.</summary>
public interface IResourceWithEndpoints : IResource
{
}

/// <summary>A resource that can wait for others before it starts.</summary>
public interface IResourceWithWaitSupport : IResource
{
}

/// <summary>A resource that can have startup, readiness and liveness probes.</summary>
public interface IResourceWithProbes : IResource
{
}

/// <summary>A resource that is never started or stopped, such as a parameter; waiting for it does not wait for a state.</summary>
public interface IResourceWithoutLifetime : IResource
{
}

/// <summary>A resource that a compute environment can run.</summary>
public interface IComputeResource : IResource
{
}

/// <summary>A resource that can receive files of another resource's image when it is published.</summary>
public interface IContainerFilesDestinationResource : IResource
{
}
