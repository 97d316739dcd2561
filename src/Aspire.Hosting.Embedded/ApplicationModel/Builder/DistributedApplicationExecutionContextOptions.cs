namespace Aspire.Hosting;

/// <summary>Input of <see cref="DistributedApplicationExecutionContext"/>.</summary>
public class DistributedApplicationExecutionContextOptions
{
    /// <summary>Creates options without a publisher.</summary>
    /// <param name="operation">What the AppHost is executed for.</param>
    public DistributedApplicationExecutionContextOptions(DistributedApplicationOperation operation)
    {
        Operation = operation;
    }

    /// <summary>Creates options that name a publisher.</summary>
    /// <param name="operation">What the AppHost is executed for.</param>
    /// <param name="publisherName">Name of the publisher.</param>
    public DistributedApplicationExecutionContextOptions(DistributedApplicationOperation operation, string publisherName)
    {
        Operation = operation;
        PublisherName = publisherName;
    }

    /// <summary>What the AppHost is executed for.</summary>
    public DistributedApplicationOperation Operation { get; }

    /// <summary>Name of the publisher, or null where none was named.</summary>
    public string? PublisherName { get; }

    /// <summary>The application's services; null until the application is built.</summary>
    public IServiceProvider? ServiceProvider { get; set; }
}
