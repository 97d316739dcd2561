using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Embedded.Verbs;

namespace Aspire.Hosting;

/// <summary>Adds .NET projects to the model and configures them.</summary>
public static partial class ProjectResourceBuilderExtensions
{
    /// <summary>
    /// Adds a .NET project with the endpoints and variables of its launch profile (the AppHost's own profile's name, else the
    /// first that runs the project), its telemetry going to the dashboard.
    /// </summary>
    /// <exception cref="DistributedApplicationException">The project's <c>launchSettings.json</c> cannot be read.</exception>
    public static IResourceBuilder<ProjectResource> AddProject<TProject>(this IDistributedApplicationBuilder builder, string name)
        where TProject : IProjectMetadata, new()
        => builder.AddProject<TProject>(name, static _ => { });

    /// <summary>Adds a .NET project with the launch profile of that name, or without one when the name is null.</summary>
    /// <exception cref="DistributedApplicationException">The project has no such launch profile.</exception>
    public static IResourceBuilder<ProjectResource> AddProject<TProject>(this IDistributedApplicationBuilder builder, string name, string? launchProfileName)
        where TProject : IProjectMetadata, new()
        => builder.AddProject<TProject>(name, UseProfile(launchProfileName));

    /// <summary>Adds a .NET project; <paramref name="configure"/> chooses how its launch profile is used.</summary>
    /// <exception cref="DistributedApplicationException">The project has no such launch profile.</exception>
    public static IResourceBuilder<ProjectResource> AddProject<TProject>(this IDistributedApplicationBuilder builder, string name, Action<ProjectResourceOptions> configure)
        where TProject : IProjectMetadata, new()
    {
        ArgumentNullException.ThrowIfNull(builder);
        return Add(builder, name, new TProject(), configure);
    }

    /// <summary>Adds a .NET project by the path of its file, relative to the AppHost's directory.</summary>
    /// <exception cref="DistributedApplicationException">The project's <c>launchSettings.json</c> cannot be read.</exception>
    public static IResourceBuilder<ProjectResource> AddProject(this IDistributedApplicationBuilder builder, string name, string projectPath)
        => builder.AddProject(name, projectPath, static _ => { });

    /// <summary>Adds a .NET project by its path with the launch profile of that name, or without one when the name is null.</summary>
    /// <exception cref="DistributedApplicationException">The project has no such launch profile.</exception>
    public static IResourceBuilder<ProjectResource> AddProject(this IDistributedApplicationBuilder builder, string name, string projectPath, string? launchProfileName)
        => builder.AddProject(name, projectPath, UseProfile(launchProfileName));

    /// <summary>Adds a .NET project by its path; <paramref name="configure"/> chooses how its launch profile is used.</summary>
    /// <exception cref="DistributedApplicationException">The project has no such launch profile.</exception>
    public static IResourceBuilder<ProjectResource> AddProject(this IDistributedApplicationBuilder builder, string name, string projectPath, Action<ProjectResourceOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentException.ThrowIfNullOrEmpty(projectPath);
        return Add(builder, name, new ProjectFileMetadata(Path.GetFullPath(projectPath, builder.AppHostDirectory)), configure);
    }

    /// <summary>Runs so many processes of the project behind the same endpoints; default 1.</summary>
    public static IResourceBuilder<ProjectResource> WithReplicas(this IResourceBuilder<ProjectResource> builder, int replicas)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentOutOfRangeException.ThrowIfNegative(replicas);
        return builder.WithAnnotation(new ReplicaAnnotation(replicas), ResourceAnnotationMutationBehavior.Replace);
    }

    /// <summary>
    /// Has the project ignore the <c>X-Forwarded-*</c> headers, which it otherwise trusts
    /// (<c>ASPNETCORE_FORWARDEDHEADERS_ENABLED</c>) because a proxy stands before it.
    /// </summary>
    public static IResourceBuilder<ProjectResource> DisableForwardedHeaders(this IResourceBuilder<ProjectResource> builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        return builder.WithAnnotation(new DisableForwardedHeadersAnnotation(), ResourceAnnotationMutationBehavior.Replace);
    }

    /// <summary>
    /// Leaves endpoints for which <paramref name="filter"/> is false out of the variables that tell the project where to listen
    /// (<c>ASPNETCORE_URLS</c>; on a publish <c>HTTP_PORTS</c> and <c>HTTPS_PORTS</c>).
    /// </summary>
    public static IResourceBuilder<ProjectResource> WithEndpointsInEnvironment(this IResourceBuilder<ProjectResource> builder, Func<EndpointAnnotation, bool> filter)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(filter);
        return builder.WithAnnotation(new EndpointEnvironmentFilterAnnotation(filter));
    }

    /// <summary>
    /// Publishes the project as a container built from the Dockerfile in its directory; <paramref name="configure"/> shapes the
    /// container. Has no effect on a run.
    /// </summary>
    public static IResourceBuilder<T> PublishAsDockerFile<T>(this IResourceBuilder<T> builder, Action<IResourceBuilder<ContainerResource>>? configure = null)
        where T : ProjectResource
    {
        ArgumentNullException.ThrowIfNull(builder);
        var directory = Path.GetDirectoryName(builder.Resource.GetProjectMetadata().ProjectPath)!;
        PublishedContainerResource.Replace(builder.ApplicationBuilder, builder.Resource, directory, configure);
        return builder;
    }

    private static Action<ProjectResourceOptions> UseProfile(string? launchProfileName) => options =>
    {
        options.ExcludeLaunchProfile = launchProfileName is null;
        options.LaunchProfileName = launchProfileName;
    };
}
