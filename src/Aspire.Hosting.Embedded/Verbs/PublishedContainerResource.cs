using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting.Embedded.Verbs;

/// <summary>
/// The container that stands in for a process or project in a publish. It shares the original's annotations, so verbs
/// called later on the original's builder reach it too.
/// </summary>
internal sealed class PublishedContainerResource(IResource original) : ContainerResource(original.Name)
{
    public override ResourceAnnotationCollection Annotations => original.Annotations;

    /// <summary>Puts the container in the original's place; does nothing on a run or when it is there already.</summary>
    public static void Replace(
        IDistributedApplicationBuilder builder,
        IResource original,
        string contextPath,
        Action<IResourceBuilder<ContainerResource>>? configure)
    {
        if (!builder.ExecutionContext.IsPublishMode)
        {
            return;
        }

        IResourceBuilder<ContainerResource> container;
        if (builder.Resources.Remove(original))
        {
            // The process's arguments are those of its command; the image has an entry point of its own.
            container = builder.AddResource(new PublishedContainerResource(original))
                .WithDockerfile(contextPath)
                .WithArgs(context => context.Args.Clear());
        }
        else
        {
            var existing = builder.Resources.OfType<PublishedContainerResource>().First(resource => resource.Name == original.Name);
            container = builder.CreateResourceBuilder(existing);
        }

        configure?.Invoke(container);
    }
}
