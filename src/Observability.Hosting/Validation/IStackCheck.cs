namespace Observability.Hosting.Validation;

/// <summary>Looks for one kind of mistake before anything starts.</summary>
internal interface IStackCheck
{
    /// <summary>Returns every problem of its kind; never stops at the first.</summary>
    Task<IReadOnlyList<Problem>> RunAsync(CancellationToken cancellationToken);
}
