namespace Aspire.Hosting.ApplicationModel;

/// <summary>Gives out ports for a deployment.</summary>
public interface IPortAllocator
{
    /// <summary>Marks a port as taken.</summary>
    /// <param name="port">The port.</param>
    void AddUsedPort(int port);

    /// <summary>Returns a port that is not taken, and takes it.</summary>
    int AllocatePort();
}
