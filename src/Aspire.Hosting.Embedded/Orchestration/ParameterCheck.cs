using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting.Embedded.Orchestration;

/// <summary>Finds parameters without a value.</summary>
internal static class ParameterCheck
{
    /// <summary>One problem for each; its text names the configuration key and the environment variable.</summary>
    public static IEnumerable<string> Find(IEnumerable<IResource> resources)
    {
        foreach (var parameter in resources.OfType<ParameterResource>())
        {
            string? problem = null;
            try
            {
                parameter.ResolveValue();
            }
            catch (DistributedApplicationException exception)
            {
                problem = $"{parameter.Name}: value: {exception.Message}";
            }

            if (problem is not null)
            {
                yield return problem;
            }
        }
    }
}
