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
        var found = await Task.WhenAll(checks.Select(check => check.RunAsync(cancellationToken))).ConfigureAwait(false);
        var problems = found.SelectMany(list => list).Select(problem => problem.ToString()).Distinct().Order(StringComparer.Ordinal).ToList();
        if (problems.Count > 0)
        {
            throw new DistributedApplicationException(string.Join(Environment.NewLine, problems));
        }
    }
}
