using System.Diagnostics.CodeAnalysis;

namespace Aspire.Hosting;

/// <summary>A temporary file; disposing of it deletes it.</summary>
public abstract class TempFile : IDisposable
{
    /// <summary>Full path of the file.</summary>
    public abstract string Path { get; }

    /// <summary>Deletes the file.</summary>
    [SuppressMessage("Design", "CA1063", Justification = "The shape is Aspire.Hosting's.")]
    [SuppressMessage("Usage", "CA1816", Justification = "There is no finaliser; the shape is Aspire.Hosting's.")]
    public abstract void Dispose();
}
