using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Embedded.Verbs;

namespace Aspire.Hosting;

public static partial class ContainerResourceBuilderExtensions
{
    private const string DefaultDockerfile = "Dockerfile";

    /// <summary>
    /// Adds a container whose image is built from a Dockerfile. <paramref name="contextPath"/> is relative to the
    /// AppHost's directory, <paramref name="dockerfilePath"/> (default <c>Dockerfile</c>) to the context.
    /// </summary>
    public static IResourceBuilder<ContainerResource> AddDockerfile(this IDistributedApplicationBuilder builder, string name, string contextPath, string? dockerfilePath = null, string? stage = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        return builder.AddResource(new ContainerResource(name)).WithDockerfile(contextPath, dockerfilePath, stage);
    }

    /// <summary>
    /// Builds the container's image from a Dockerfile instead of pulling one. <paramref name="contextPath"/> is relative
    /// to the AppHost's directory, <paramref name="dockerfilePath"/> (default <c>Dockerfile</c>) to the context.
    /// </summary>
    public static IResourceBuilder<T> WithDockerfile<T>(this IResourceBuilder<T> builder, string contextPath, string? dockerfilePath = null, string? stage = null)
        where T : ContainerResource
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentException.ThrowIfNullOrEmpty(contextPath);

        var context = Path.GetFullPath(contextPath, builder.ApplicationBuilder.AppHostDirectory);
        var dockerfile = Path.GetFullPath(dockerfilePath ?? DefaultDockerfile, context);
        builder.WithAnnotation(new DockerfileBuildAnnotation(context, dockerfile, stage), ResourceAnnotationMutationBehavior.Replace);

        var (image, tag) = BuiltImageName.For(builder.ApplicationBuilder, builder.Resource);
        return builder.WithImage(image, tag).WithImageRegistry(null);
    }

    /// <summary>Sets a build argument of the Dockerfile; null takes the value from the builder's environment.</summary>
    /// <exception cref="DistributedApplicationException">
    /// The resource has no Dockerfile, or the value is a secret parameter, which would stay readable in the image.
    /// </exception>
    public static IResourceBuilder<T> WithBuildArg<T>(this IResourceBuilder<T> builder, string name, object? value)
        where T : ContainerResource
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        var build = RequireBuild(builder, nameof(WithBuildArg));
        var argument = value is IResourceBuilder<ParameterResource> parameter ? parameter.Resource : value;
        if (argument is ParameterResource { Secret: true } secret)
        {
            throw new DistributedApplicationException(
                $"Resource '{builder.Resource.Name}': the secret parameter '{secret.Name}' cannot be the build argument '{name}', because build arguments stay readable in the image. Use {nameof(WithBuildSecret)}.");
        }

        build.BuildArguments[name] = argument;
        return builder;
    }

    /// <summary>Sets a build argument of the Dockerfile to the value of a parameter that is not secret.</summary>
    /// <exception cref="DistributedApplicationException">The resource has no Dockerfile, or the parameter is secret.</exception>
    public static IResourceBuilder<T> WithBuildArg<T>(this IResourceBuilder<T> builder, string name, IResourceBuilder<ParameterResource> value)
        where T : ContainerResource
    {
        ArgumentNullException.ThrowIfNull(value);
        return builder.WithBuildArg(name, (object)value.Resource);
    }

    /// <summary>Mounts a parameter's value as a secret during the build (<c>RUN --mount=type=secret,id=name</c>).</summary>
    /// <exception cref="DistributedApplicationException">The resource has no Dockerfile.</exception>
    public static IResourceBuilder<T> WithBuildSecret<T>(this IResourceBuilder<T> builder, string name, IResourceBuilder<ParameterResource> value)
        where T : ContainerResource
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(value);
        RequireBuild(builder, nameof(WithBuildSecret)).BuildSecrets[name] = value.Resource;
        return builder;
    }

    private static DockerfileBuildAnnotation RequireBuild<T>(IResourceBuilder<T> builder, string verb)
        where T : ContainerResource
    {
        ArgumentNullException.ThrowIfNull(builder);
        return LastOf<DockerfileBuildAnnotation>(builder.Resource) ?? throw new DistributedApplicationException(
            $"Resource '{builder.Resource.Name}' is not built from a Dockerfile. Call {nameof(WithDockerfile)} before {verb}.");
    }
}
