using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Publishing;

namespace Aspire.Hosting.Embedded.Publishing;

/// <summary>Writes one resource of a manifest, by its kind.</summary>
internal static class ManifestResourceWriter
{
    /// <summary>Writes the resource's property, or nothing where the resource is excluded.</summary>
    public static async Task WriteAsync(IResource resource, ManifestPublishingContext context)
    {
        var write = Writer(resource, context);
        if (write is null)
        {
            return;
        }

        context.Writer.WriteStartObject(resource.Name);
        await write().ConfigureAwait(false);
        context.Writer.WriteEndObject();
    }

    private static Func<Task>? Writer(IResource resource, ManifestPublishingContext context)
    {
        if (resource.TryGetLastAnnotation<ManifestPublishingCallbackAnnotation>(out var annotation))
        {
            return annotation.Callback is { } callback ? () => callback(context) : null;
        }

        return resource switch
        {
            ContainerResource container => () => context.WriteContainerAsync(container),
            ProjectResource project => () => WriteProjectAsync(project, context),
            ExecutableResource executable => () => WriteExecutableAsync(executable, context),
            ParameterResource parameter => () => Done(() => WriteParameter(parameter, context)),
            // What is outside of the application is not deployed with it.
            ExternalServiceResource => null,
            IResourceWithConnectionString => () => Done(() => WriteValue(resource, context)),
            _ => () => Done(() => context.Writer.WriteString("error", "This resource does not support generation in the manifest.")),
        };
    }

    private static async Task WriteProjectAsync(ProjectResource project, ManifestPublishingContext context)
    {
        if (!project.TryGetLastAnnotation<IProjectMetadata>(out var metadata))
        {
            throw new DistributedApplicationException("the project has no project file (IProjectMetadata)");
        }

        context.Writer.WriteString("type", "project.v0");
        context.Writer.WriteString("path", context.GetManifestRelativePath(metadata.ProjectPath));
        await context.WriteCommandLineArgumentsAsync(project).ConfigureAwait(false);
        await context.WriteEnvironmentVariablesAsync(project).ConfigureAwait(false);
        context.WriteBindings(project);
    }

    private static async Task WriteExecutableAsync(ExecutableResource executable, ManifestPublishingContext context)
    {
        context.Writer.WriteString("type", "executable.v0");
        context.Writer.WriteString("workingDirectory", context.GetManifestRelativePath(executable.WorkingDirectory));
        context.Writer.WriteString("command", executable.Command);
        context.WriteConnectionString(executable);
        await context.WriteCommandLineArgumentsAsync(executable).ConfigureAwait(false);
        await context.WriteEnvironmentVariablesAsync(executable).ConfigureAwait(false);
        context.WriteBindings(executable);
    }

    // Whatever a parameter's value is here, the manifest only says that it is an input.
    private static void WriteParameter(ParameterResource parameter, ManifestPublishingContext context)
    {
        var writer = context.Writer;
        writer.WriteString("type", "parameter.v0");
        if (parameter.IsConnectionString)
        {
            writer.WriteString("connectionString", $"{{{parameter.Name}.value}}");
        }

        writer.WriteString("value", $"{{{parameter.Name}.inputs.value}}");
        writer.WriteStartObject("inputs");
        writer.WriteStartObject("value");
        writer.WriteString("type", "string");
        if (parameter.Secret)
        {
            writer.WriteBoolean("secret", true);
        }

        // A secret's default is written only as a rule to generate it by.
        if (parameter.Default is { } standard && (!parameter.Secret || standard is GenerateParameterDefault))
        {
            writer.WriteStartObject("default");
            standard.WriteToManifest(context);
            writer.WriteEndObject();
        }

        writer.WriteEndObject();
        writer.WriteEndObject();
    }

    private static void WriteValue(IResource resource, ManifestPublishingContext context)
    {
        context.Writer.WriteString("type", "value.v0");
        context.WriteConnectionString(resource);
    }

    private static Task Done(Action write)
    {
        write();
        return Task.CompletedTask;
    }
}
