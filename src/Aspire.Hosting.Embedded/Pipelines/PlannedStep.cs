using Aspire.Hosting.Pipelines;

namespace Aspire.Hosting.Embedded.Pipelines;

/// <summary>A step with the names of all steps it depends on, from whichever side the relation was declared.</summary>
internal sealed record PlannedStep(PipelineStep Step, HashSet<string> DependsOn);
