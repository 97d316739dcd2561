using System.Text.Json;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Publishing;

namespace Aspire.Hosting.Embedded.Publishing;

/// <summary>Writes a container: its image or how to build it, and its mounts.</summary>
internal static class ManifestContainer
{
    public static async Task WriteAsync(ContainerResource container, ManifestPublishingContext context)
    {
        var writer = context.Writer;
        if (container.TryGetLastAnnotation<DockerfileBuildAnnotation>(out var build))
        {
            writer.WriteString("type", "container.v1");
            context.WriteConnectionString(container);
            WriteBuild(build, context);
        }
        else if (container.TryGetContainerImageName(out var image))
        {
            writer.WriteString("type", "container.v0");
            context.WriteConnectionString(container);
            writer.WriteString("image", image);
        }
        else
        {
            throw new DistributedApplicationException("the container has neither an image (WithImage) nor a Dockerfile (WithDockerfile)");
        }

        if (container.Entrypoint is { } entrypoint)
        {
            writer.WriteString("entrypoint", entrypoint);
        }

        await context.WriteCommandLineArgumentsAsync(container).ConfigureAwait(false);
        WriteMounts(container, context);
        await context.WriteEnvironmentVariablesAsync(container).ConfigureAwait(false);
        context.WriteBindings(container);
    }

    private static void WriteBuild(DockerfileBuildAnnotation build, ManifestPublishingContext context)
    {
        if (build.DockerfileFactory is not null)
        {
            throw new DistributedApplicationException("a Dockerfile that is generated cannot be named in the manifest; use one on disk");
        }

        var writer = context.Writer;
        writer.WriteStartObject("build");
        writer.WriteString("context", context.GetManifestRelativePath(build.ContextPath));
        writer.WriteString("dockerfile", context.GetManifestRelativePath(build.DockerfilePath));
        if (build.Stage is { } stage)
        {
            writer.WriteString("stage", stage);
        }

        // An image without an entry point only serves other builds.
        if (!build.HasEntrypoint)
        {
            writer.WriteBoolean("buildOnly", true);
        }

        WriteArguments(build, context);
        WriteSecrets(build, context);
        writer.WriteEndObject();
    }

    private static void WriteArguments(DockerfileBuildAnnotation build, ManifestPublishingContext context)
    {
        if (build.BuildArguments.Count == 0)
        {
            return;
        }

        context.Writer.WriteStartObject("args");
        foreach (var (name, value) in build.BuildArguments.OrderBy(argument => argument.Key, StringComparer.Ordinal))
        {
            if (value is null)
            {
                // The builder's own environment gives the value.
                context.Writer.WriteNull(name);
            }
            else
            {
                context.Writer.WriteString(name, context.Format(value));
            }
        }

        context.Writer.WriteEndObject();
    }

    private static void WriteSecrets(DockerfileBuildAnnotation build, ManifestPublishingContext context)
    {
        if (build.BuildSecrets.Count == 0)
        {
            return;
        }

        context.Writer.WriteStartObject("secrets");
        foreach (var (name, value) in build.BuildSecrets.OrderBy(secret => secret.Key, StringComparer.Ordinal))
        {
            context.Writer.WriteStartObject(name);
            if (value is FileInfo file)
            {
                context.Writer.WriteString("type", "file");
                context.Writer.WriteString("source", context.GetManifestRelativePath(file.FullName));
            }
            else if (value is IManifestExpressionProvider)
            {
                context.Writer.WriteString("type", "env");
                context.Writer.WriteString("value", context.Format(value));
            }
            else
            {
                throw new DistributedApplicationException($"build secret '{name}' must be a parameter or a file, its value would stand in the manifest");
            }

            context.Writer.WriteEndObject();
        }

        context.Writer.WriteEndObject();
    }

    private static void WriteMounts(ContainerResource container, ManifestPublishingContext context)
    {
        var mounts = container.Annotations.OfType<ContainerMountAnnotation>().ToList();
        WriteMounts("bindMounts", "source", mounts.Where(mount => mount.Type == ContainerMountType.BindMount), mount => Source(mount, context), context.Writer);
        WriteMounts("volumes", "name", mounts.Where(mount => mount.Type == ContainerMountType.Volume), mount => mount.Source, context.Writer);
    }

    private static void WriteMounts(
        string property, string sourceProperty, IEnumerable<ContainerMountAnnotation> mounts, Func<ContainerMountAnnotation, string?> source, Utf8JsonWriter writer)
    {
        var any = false;
        foreach (var mount in mounts)
        {
            if (!any)
            {
                writer.WriteStartArray(property);
                any = true;
            }

            writer.WriteStartObject();
            // A volume without a name is a new one in each run.
            if (source(mount) is { } text)
            {
                writer.WriteString(sourceProperty, text);
            }

            writer.WriteString("target", mount.Target);
            writer.WriteBoolean("readOnly", mount.IsReadOnly);
            writer.WriteEndObject();
        }

        if (any)
        {
            writer.WriteEndArray();
        }
    }

    // A system path such as /proc stays absolute: its way from the manifest would tell where the repository lies.
    private static string? Source(ContainerMountAnnotation mount, ManifestPublishingContext context)
    {
        var manifest = Path.GetFullPath(context.ManifestPath);
        return mount.Source is { } path && Path.IsPathRooted(path) && TopFolder(path) != TopFolder(manifest)
            ? path.Replace('\\', '/')
            : context.GetManifestRelativePath(mount.Source);
    }

    private static string TopFolder(string path) =>
        path.Split([Path.DirectorySeparatorChar, Path.AltDirectorySeparatorChar], StringSplitOptions.RemoveEmptyEntries).FirstOrDefault("");
}
