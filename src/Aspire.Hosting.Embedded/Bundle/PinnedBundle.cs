namespace Aspire.Hosting.Embedded.Bundle;

/// <summary>
/// The bundle that is fetched where there is none. It comes inside the Aspire CLI's npm package; the values are what
/// the package of that version states about itself (npm view, dist.integrity).
/// </summary>
internal static class PinnedBundle
{
    /// <summary>Version of the Aspire CLI.</summary>
    public const string Version = "13.5.4";

    /// <summary>The npm package, for Linux with glibc on x64.</summary>
    public const string Package = "@microsoft/aspire-cli-linux-x64";

    /// <summary>SHA-512 of the package's archive, in npm's form.</summary>
    public const string Integrity = "sha512-8PWeRHM1+QwQB2wxDnfPsimi3EW01r04b4DjX0jIDE78SlfJabwVfYArW/48vDzYvPzKSRye6DIPVAsCFoXjBA==";

    /// <summary>Size of the archive.</summary>
    public const long ArchiveBytes = 127_541_259;

    /// <summary>Room that the download, the CLI and the unpacked bundle need at the same time.</summary>
    public const long NeededBytes = 800_000_000;

    /// <summary>Path of the CLI in the archive.</summary>
    public const string CliEntry = "package/bin/aspire";
}
