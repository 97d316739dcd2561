namespace Aspire.Hosting;

/// <summary>What an AppHost is executed for.</summary>
public enum DistributedApplicationOperation
{
    /// <summary>The resources are started on this machine.</summary>
    Run = 0,

    /// <summary>Nothing is started; the model is written out for a deployment.</summary>
    Publish = 1,
}
