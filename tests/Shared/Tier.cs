namespace Observability.Tests;

/// <summary>What a test needs, from the cheapest to the dearest. <c>test.sh</c> runs the tiers in this order.</summary>
internal enum Tier
{
    /// <summary>Runs in this process, touches at most a temporary folder. The tier of a test that names none.</summary>
    Unit,

    /// <summary>Compares generated files with a committed tree.</summary>
    Golden,

    /// <summary>Starts real servers or the real orchestrator as processes.</summary>
    Process,

    /// <summary>
    /// Runs a vendor's own program that Debian does not have (a server's configuration check, a contract against the real
    /// server): runs where somebody has installed it, is skipped with the reason elsewhere.
    /// </summary>
    Vendor,

    /// <summary>Needs a container engine that answers.</summary>
    Container,

    /// <summary>Drives a real Chromium.</summary>
    Browser,
}
