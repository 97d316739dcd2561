using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Eventing;
using Aspire.Hosting.Lifecycle;

namespace Observability.Hosting.Validation;

/// <summary>Runs every check at once before the start and reports all they found together.</summary>
internal sealed class StackValidation(IEnumerable<IStackCheck> checks) : IDistributedApplicationEventingSubscriber
{
    /// <inheritdoc />
    public Task SubscribeAsync(
        IDistributedApplicationEventing eventing,
        DistributedApplicationExecutionContext executionContext,
        CancellationToken cancellationToken)
    {
        eventing.Subscribe<BeforeStartEvent>((_, token) => ValidateAsync(token));
        return Task.CompletedTask;
    }

    /// <summary>Runs the checks.</summary>
    /// <exception cref="DistributedApplicationException">At least one found a problem; the message lists them all.</exception>
    internal async Task ValidateAsync(CancellationToken cancellationToken)
    {
        var problems = await FindAsync(checks, cancellationToken).ConfigureAwait(false);
        if (problems.Count > 0)
        {
            throw new DistributedApplicationException(string.Join(Environment.NewLine, problems.Select(problem => problem.ToString()).Distinct()));
        }
    }

    /// <summary>What all checks find, in the order of the resources.</summary>
    internal static async Task<IReadOnlyList<Problem>> FindAsync(IEnumerable<IStackCheck> checks, CancellationToken cancellationToken)
    {
        // Side by side: somebody waits for the start.
        var found = await Task.WhenAll(checks.Select(check => Task.Run(
            async () => (await check.RunAsync(cancellationToken).ConfigureAwait(false))
                .Select(problem => problem.Rule.Length > 0 ? problem : problem with { Rule = check.Rule }).ToList(),
            cancellationToken))).ConfigureAwait(false);
        return [.. found.SelectMany(list => list).Distinct().OrderBy(problem => problem.ToString(), StringComparer.Ordinal)];
    }
}
