namespace Aspire.Hosting.Embedded.Pipelines;

/// <summary>How a step ended.</summary>
/// <param name="Name">The step.</param>
/// <param name="State">Its end.</param>
/// <param name="Message">Why it failed, or which step's failure it was skipped for; null where it succeeded.</param>
/// <param name="Cause">For a skipped step the step that failed first; else the step itself.</param>
internal sealed record StepOutcome(string Name, StepState State, string? Message, string Cause);

/// <summary>The ways in which a step ends.</summary>
internal enum StepState
{
    Succeeded,
    Failed,
    Skipped,
    Cancelled,
}
