using System.Diagnostics.CodeAnalysis;

namespace Aspire.Hosting;

/// <summary>A temporary folder; disposing of it deletes it with its content.</summary>
public abstract class TempDirectory : IDisposable
{
    /// <summary>Full path of the folder.</summary>
    public abstract string Path { get; }

    /// <summary>Deletes the folder with its content.</summary>
    [SuppressMessage("Design", "CA1063", Justification = "The shape is Aspire.Hosting's.")]
    [SuppressMessage("Usage", "CA1816", Justification = "There is no finaliser; the shape is Aspire.Hosting's.")]
    public abstract void Dispose();
}
