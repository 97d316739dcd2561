using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting.Embedded.Dcp;

/// <summary>How DCP runs a resource.</summary>
internal enum RunnableKind
{
    /// <summary>Not at all: the resource drives itself, or has nothing to run.</summary>
    None,

    /// <summary>As a process.</summary>
    Executable,

    /// <summary>As the process of a .NET project.</summary>
    Project,

    /// <summary>As a container.</summary>
    Container,
}

/// <summary>Tells how a resource runs.</summary>
internal static class RunnableKinds
{
    /// <summary>
    /// What carries an image or a Dockerfile is a container, whatever its type; otherwise the type decides.
    /// </summary>
    public static RunnableKind Of(IResource resource)
    {
        foreach (var annotation in resource.Annotations)
        {
            if (annotation is ContainerImageAnnotation or DockerfileBuildAnnotation)
            {
                return RunnableKind.Container;
            }
        }

        return resource switch
        {
            ProjectResource => RunnableKind.Project,
            ExecutableResource => RunnableKind.Executable,
            _ => RunnableKind.None,
        };
    }
}
