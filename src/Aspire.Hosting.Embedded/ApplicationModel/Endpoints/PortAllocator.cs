namespace Aspire.Hosting.ApplicationModel;

/// <summary>Gives out ports in ascending order. It looks at no machine: the same calls give the same ports.</summary>
/// <param name="startPort">The first port; default 8000.</param>
public sealed class PortAllocator(int startPort = 8000) : IPortAllocator
{
    private readonly HashSet<int> _used = [];
    private int _next = startPort;

    /// <inheritdoc/>
    public void AddUsedPort(int port) => _used.Add(port);

    /// <inheritdoc/>
    public int AllocatePort()
    {
        while (!_used.Add(_next))
        {
            _next++;
        }

        return _next++;
    }
}
