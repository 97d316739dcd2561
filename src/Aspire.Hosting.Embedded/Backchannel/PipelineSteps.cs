namespace Aspire.Hosting.Embedded.Backchannel;

/// <summary>The CLI's question for the steps of a pipeline.</summary>
/// <param name="Step">The step that is to run; null for all.</param>
internal sealed record PipelineStepsRequest(string? Step);

/// <summary>The steps of a pipeline.</summary>
/// <param name="Steps">The steps, in order.</param>
internal sealed record PipelineStepsAnswer(IReadOnlyList<PipelineStepAnswer> Steps);

/// <summary>A step, as the CLI lists it.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Description">What it is for.</param>
/// <param name="DependsOn">Names of the steps before it.</param>
/// <param name="Tags">Its labels.</param>
/// <param name="ResourceName">The resource that contributes it.</param>
internal sealed record PipelineStepAnswer(
    string Name, string? Description, IReadOnlyList<string> DependsOn, IReadOnlyList<string> Tags, string? ResourceName);
