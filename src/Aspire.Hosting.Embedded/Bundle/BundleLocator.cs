using Aspire.Hosting.Embedded.Dcp;
using Microsoft.Extensions.Configuration;

namespace Aspire.Hosting.Embedded.Bundle;

/// <summary>The real <see cref="IBundleLocator"/>. It looks, and fetches, once; all callers get the same answer.</summary>
internal sealed class BundleLocator : IBundleLocator
{
    private readonly Lock _lock = new();
    private readonly BundleLayout _layout;
    private readonly BundleFetcher _fetcher;
    private Task<AspireBundle>? _located;

    /// <summary>Creates a locator that fetches the pinned bundle and shows its progress on standard error.</summary>
    public BundleLocator(IConfiguration configuration, IHostProcesses processes)
        : this(new BundleLayout(configuration), new BundleFetcher(processes, PinnedBundle.Integrity, FetchProgress.OnStandardError))
    {
    }

    internal BundleLocator(BundleLayout layout, BundleFetcher fetcher)
    {
        _layout = layout;
        _fetcher = fetcher;
    }

    /// <inheritdoc />
    public ValueTask<AspireBundle> LocateAsync(CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            if (_located is null || _located.IsFaulted || _located.IsCanceled)
            {
                _located = _layout.Find() is { } bundle ? Task.FromResult(bundle) : FetchAsync(cancellationToken);
            }

            return new ValueTask<AspireBundle>(_located.WaitAsync(cancellationToken));
        }
    }

    private async Task<AspireBundle> FetchAsync(CancellationToken cancellationToken)
    {
        await using var fetching = await FetchLock.AcquireAsync(_layout.Home, cancellationToken).ConfigureAwait(false);
        // Another AppHost may have fetched it while this one waited for its turn.
        if (_layout.Find() is { } already)
        {
            return already;
        }

        await _fetcher.FetchAsync(_layout.Home, cancellationToken).ConfigureAwait(false);
        return _layout.Find() ?? throw new DistributedApplicationException(
            $"The Aspire bundle {PinnedBundle.Version} was unpacked into {_layout.Home}, but it is not where it is looked for: {_layout.DescribeSearch()}. "
            + $"Remove {Path.Combine(_layout.Home, "bundle")} and start again.");
    }
}
