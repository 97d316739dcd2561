using System.Diagnostics.CodeAnalysis;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>Where a command can be used.</summary>
[Flags]
public enum ResourceCommandVisibility
{
    /// <summary>Nowhere.</summary>
    None = 0,

    /// <summary>In the dashboard.</summary>
    [SuppressMessage("Naming", "CA1709", Justification = "The name is Aspire.Hosting's.")]
    UI = 1,

    /// <summary>From programs and the command line.</summary>
    Api = 2,
}
