namespace Aspire.Hosting.ApplicationModel;

/// <summary>A value that is known when the application runs, possibly only after something else has started.</summary>
public interface IValueProvider
{
    /// <summary>Resolves the value as it is seen from this machine.</summary>
    /// <param name="cancellationToken">Ends the wait for what the value depends on.</param>
    ValueTask<string?> GetValueAsync(CancellationToken cancellationToken = default);

    /// <summary>Resolves the value for whoever uses it; by default the same for all.</summary>
    /// <param name="context">Who uses the value, and in which network.</param>
    /// <param name="cancellationToken">Ends the wait for what the value depends on.</param>
    ValueTask<string?> GetValueAsync(ValueProviderContext context, CancellationToken cancellationToken = default) =>
        GetValueAsync(cancellationToken);
}
