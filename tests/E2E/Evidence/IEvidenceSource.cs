namespace Observability.E2E.Evidence;

/// <summary>Something that runs while tests do, and can say what went on in it.</summary>
internal interface IEvidenceSource
{
    /// <summary>Writes what it knows into a folder.</summary>
    Task WriteAsync(string folder, CancellationToken cancellationToken);
}
