namespace Aspire.Hosting.ApplicationModel;

/// <summary>For whom a value is resolved.</summary>
public class ValueProviderContext
{
    /// <summary>Whether the application is run or published; null is taken for run.</summary>
    public DistributedApplicationExecutionContext? ExecutionContext { get; init; }

    /// <summary>The resource that uses the value, or null for the AppHost itself.</summary>
    public IResource? Caller { get; init; }

    /// <summary>The network the value is used in; null (the default) for the caller's own.</summary>
    public NetworkIdentifier? Network { get; init; }
}
