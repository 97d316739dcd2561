namespace Aspire.Hosting.Pipelines;

/// <summary>Labels of steps that others look for.</summary>
public static class WellKnownPipelineTags
{
    /// <summary>Builds a compute resource's image.</summary>
    public const string BuildCompute = "build-compute";

    /// <summary>Deploys a compute resource.</summary>
    public const string DeployCompute = "deploy-compute";

    /// <summary>Provisions infrastructure.</summary>
    public const string ProvisionInfrastructure = "provision-infra";

    /// <summary>Pushes a container image.</summary>
    public const string PushContainerImage = "push-container-image";
}
