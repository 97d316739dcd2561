namespace Aspire.Hosting.Embedded.Verbs;

/// <summary>A project that is named by its path and not by a class that the build generated.</summary>
internal sealed class ProjectFileMetadata(string projectPath) : IProjectMetadata
{
    public string ProjectPath { get; } = projectPath;
}
