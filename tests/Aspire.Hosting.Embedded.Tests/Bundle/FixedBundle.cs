using Aspire.Hosting.Embedded.Bundle;

namespace Aspire.Hosting.Embedded.Tests.Bundle;

/// <summary>A bundle that nobody has to look for.</summary>
internal sealed class FixedBundle(AspireBundle bundle) : IBundleLocator
{
    public ValueTask<AspireBundle> LocateAsync(CancellationToken cancellationToken) => new(bundle);
}
