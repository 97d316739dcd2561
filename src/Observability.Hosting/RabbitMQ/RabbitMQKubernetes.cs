using Observability.Hosting.Model;

namespace Observability.Hosting.RabbitMQ;

/// <summary>RabbitMQ in a cluster.</summary>
internal static class RabbitMQKubernetes
{
    /// <summary>The workload.</summary>
    public static Workload Workload { get; } = new(CpuMillicores: 100, MemoryMiB: 512, MemoryLimitMiB: 1024)
    {
        StorageGiB = 2,
        Startup = TimeSpan.FromMinutes(5),
        TerminationSeconds = 120,
        HasReadOnlyImage = false,
        ImageFolders = ["/etc/rabbitmq"],
        AsksWhoComes = true,
    };
}
