using Observability.Hosting.Model;

namespace Observability.Hosting.Backends;

/// <summary>Finds servers' own binaries.</summary>
internal interface INativeServers
{
    /// <summary>Looks for a server; the result says what was found or why nothing fits.</summary>
    NativeFinding Find(NativeServer server);
}
