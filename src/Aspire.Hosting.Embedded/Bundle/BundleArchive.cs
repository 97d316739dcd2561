using System.Formats.Tar;
using System.IO.Compression;
using System.Security.Cryptography;

namespace Aspire.Hosting.Embedded.Bundle;

/// <summary>The npm package of the Aspire CLI, a gzipped tar archive.</summary>
internal static class BundleArchive
{
    private const string Algorithm = "sha512-";

    /// <summary>Checks the archive and unpacks the CLI from it.</summary>
    /// <returns>Path of the CLI, executable.</returns>
    /// <exception cref="DistributedApplicationException">It is not the archive that was expected; it is removed.</exception>
    public static async Task<string> ExtractCliAsync(string archive, string integrity, string folder, CancellationToken cancellationToken)
    {
        await VerifyAsync(archive, integrity, cancellationToken).ConfigureAwait(false);
        await using var file = File.OpenRead(archive);
        await using var unzipped = new GZipStream(file, CompressionMode.Decompress);
        await using var tar = new TarReader(unzipped);
        while (await tar.GetNextEntryAsync(copyData: false, cancellationToken).ConfigureAwait(false) is { } entry)
        {
            if (entry.Name == PinnedBundle.CliEntry)
            {
                var cli = Path.Combine(folder, "aspire");
                await entry.ExtractToFileAsync(cli, overwrite: true, cancellationToken).ConfigureAwait(false);
                return cli;
            }
        }

        throw new DistributedApplicationException($"The package {PinnedBundle.Package}@{PinnedBundle.Version} has no {PinnedBundle.CliEntry}.");
    }

    private static async Task VerifyAsync(string archive, string integrity, CancellationToken cancellationToken)
    {
        string actual;
        long length;
        await using (var file = File.OpenRead(archive))
        {
            length = file.Length;
            actual = Algorithm + Convert.ToBase64String(await SHA512.HashDataAsync(file, cancellationToken).ConfigureAwait(false));
        }

        if (actual != integrity)
        {
            File.Delete(archive);
            throw new DistributedApplicationException(
                $"The download of {PinnedBundle.Package}@{PinnedBundle.Version} ({length} bytes) is corrupt and was removed.{Environment.NewLine}"
                + $"  expected {integrity}{Environment.NewLine}  actual   {actual}{Environment.NewLine}"
                + "Start again to fetch it anew; if it happens again, the registry that npm uses ('npm config get registry') serves another file.");
        }
    }
}
