namespace Aspire.Hosting.Embedded.Bundle;

/// <summary>Finds an installed Aspire bundle, or fetches the pinned one where there is none.</summary>
internal interface IBundleLocator
{
    /// <summary>Returns the first bundle that fits.</summary>
    /// <exception cref="DistributedApplicationException">
    /// There is none and it cannot be fetched; the message names what is missing and the command that installs it.
    /// </exception>
    ValueTask<AspireBundle> LocateAsync(CancellationToken cancellationToken);
}
