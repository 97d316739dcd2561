using System.Text.Json;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Embedded.Dcp.Model;

namespace Aspire.Hosting.Embedded.Dcp;

/// <summary>Makes DCP's object for a process.</summary>
internal static class ExecutableSpecs
{
    /// <summary>The object for one instance of an executable or project.</summary>
    public static DcpExecutable Create(
        IResource resource, string instanceName, string appHostDirectory, IReadOnlyList<EndpointPlan> endpoints, StartConfiguration configuration)
    {
        var (path, leading, directory) = Program(resource, appHostDirectory);
        var firstInstance = InstanceNames.Of(resource)[0];
        return new DcpExecutable
        {
            Metadata = new DcpMetadata { Name = instanceName, Annotations = Annotations(resource, instanceName, endpoints) },
            Spec = new DcpExecutableSpec
            {
                ExecutablePath = path,
                WorkingDirectory = directory,
                Args = configuration.DcpArguments(leading),
                Env = configuration.DcpEnvironment(InstanceNames.InstanceId(resource, firstInstance), InstanceNames.InstanceId(resource, instanceName)),
            },
        };
    }

    /// <summary>The annotations that every object of a resource has.</summary>
    public static Dictionary<string, string> Annotations(IResource resource, string instanceName, IReadOnlyList<EndpointPlan> endpoints)
    {
        // Only the last one matters to DCP; the others help whoever looks at its objects.
        Dictionary<string, string> annotations = new(StringComparer.Ordinal)
        {
            ["resource-name"] = resource.Name,
            ["otel-service-name"] = resource.Name,
            ["otel-service-instance-id"] = InstanceNames.InstanceId(resource, instanceName),
        };
        var producers = endpoints.Select(static endpoint => endpoint.ToProducer()).OfType<DcpServiceProducer>().ToArray();
        if (producers.Length > 0)
        {
            annotations[DcpMetadata.ServiceProducer] = JsonSerializer.Serialize(producers, DcpJson.Default.DcpServiceProducerArray);
        }

        return annotations;
    }

    private static (string Path, IReadOnlyList<string> Leading, string Directory) Program(IResource resource, string appHostDirectory)
    {
        if (resource is ExecutableResource executable)
        {
            var directory = Path.GetFullPath(executable.WorkingDirectory, appHostDirectory);
            // A relative path starts in the working directory; a bare name is looked up on PATH.
            var command = executable.Command.Contains(Path.DirectorySeparatorChar) ? Path.GetFullPath(executable.Command, directory) : executable.Command;
            return (command, [], directory);
        }

        var launch = ProjectLaunch.Of(resource);
        return (launch.Path, launch.LeadingArguments, launch.WorkingDirectory);
    }
}
