using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Pipelines;

namespace Aspire.Hosting.Embedded.Pipelines;

/// <summary>The step <c>process-parameters</c>: nobody is asked for a value, what is missing is named.</summary>
internal static class ParameterValues
{
    /// <summary>Completes when every parameter has a value.</summary>
    /// <exception cref="DistributedApplicationException">Some have none; all of them are listed with the remedy.</exception>
    public static async Task RequireAsync(PipelineStepContext context)
    {
        var problems = new List<string>();
        // A default is a value, and one that is generated must not be generated only to be looked at.
        foreach (var parameter in context.Model.Resources.OfType<ParameterResource>().Where(parameter => parameter.Default is null))
        {
            try
            {
                await parameter.GetValueAsync(context.CancellationToken).ConfigureAwait(false);
            }
            catch (DistributedApplicationException exception)
            {
                // The message names the parameter, its configuration key and its environment variable.
                problems.Add(exception.Message);
            }
        }

        if (problems.Count > 0)
        {
            problems.Sort(StringComparer.Ordinal);
            throw new DistributedApplicationException(
                (problems.Count == 1 ? "a parameter has no value:" : $"{problems.Count} parameters have no value:")
                + string.Concat(problems.Select(problem => $"{Environment.NewLine}  - {problem}")));
        }
    }
}
