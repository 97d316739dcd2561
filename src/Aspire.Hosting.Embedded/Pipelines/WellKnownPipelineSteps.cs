namespace Aspire.Hosting.Pipelines;

/// <summary>Names of the steps that every pipeline has. Most do nothing themselves: other steps hang on them.</summary>
public static class WellKnownPipelineSteps
{
    /// <summary>Runs before the application's resources are started or published.</summary>
    public const string BeforeStart = "before-start";

    /// <summary>Builds the container images.</summary>
    public const string Build = "build";

    /// <summary>Comes before everything that builds.</summary>
    public const string BuildPrereq = "build-prereq";

    /// <summary>Checks that a container engine is there.</summary>
    public const string CheckContainerRuntime = "check-container-runtime";

    /// <summary>Deploys the application.</summary>
    public const string Deploy = "deploy";

    /// <summary>Comes before everything that deploys.</summary>
    public const string DeployPrereq = "deploy-prereq";

    /// <summary>Takes a deployment down.</summary>
    public const string Destroy = "destroy";

    /// <summary>Comes before everything that takes a deployment down.</summary>
    public const string DestroyPrereq = "destroy-prereq";

    /// <summary>Prints the pipeline's steps and their order.</summary>
    public const string Diagnostics = "diagnostics";

    /// <summary>Makes sure that every parameter has a value.</summary>
    public const string ProcessParameters = "process-parameters";

    /// <summary>Writes the application's deployment artefacts.</summary>
    public const string Publish = "publish";

    /// <summary>Comes before everything that publishes.</summary>
    public const string PublishPrereq = "publish-prereq";

    /// <summary>Pushes container images to their registry.</summary>
    public const string Push = "push";

    /// <summary>Comes before everything that pushes.</summary>
    public const string PushPrereq = "push-prereq";

    /// <summary>Checks which compute environment each resource belongs to.</summary>
    public const string ValidateComputeEnvironments = "validate-compute-environments";
}
