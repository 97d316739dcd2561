using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Aspire.Hosting.Embedded.Dcp;

/// <summary>
/// The certificate of DCP's API for one session. Left to itself DCP makes one with an RSA key, and finding the primes
/// takes it one to five seconds at start; an elliptic curve key is there in a millisecond.
/// </summary>
internal sealed record SessionCertificate(string CertificateFile, string KeyFile, X509Certificate2 Certificate)
{
    private static readonly TimeSpan s_clockSkew = TimeSpan.FromHours(1);

    // Longer than any session; nobody trusts the certificate but the session's own client.
    private static readonly TimeSpan s_validity = TimeSpan.FromDays(365);

    /// <summary>Makes a certificate for this machine's loopback addresses and writes it, with its key, into a folder.</summary>
    public static SessionCertificate Create(string folder, TimeProvider time)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddIpAddress(IPAddress.Loopback);
        names.AddIpAddress(IPAddress.IPv6Loopback);
        names.AddDnsName("localhost");
        request.CertificateExtensions.Add(names.Build());

        var now = time.GetUtcNow();
        using var certificate = request.CreateSelfSigned(now - s_clockSkew, now + s_validity);
        var certificateFile = Path.Combine(folder, "api.crt");
        var keyFile = Path.Combine(folder, "api.key");
        WritePrivate(certificateFile, certificate.ExportCertificatePem());
        WritePrivate(keyFile, key.ExportPkcs8PrivateKeyPem());
        return new SessionCertificate(certificateFile, keyFile, X509CertificateLoader.LoadCertificate(certificate.RawData));
    }

    private static void WritePrivate(string file, string text)
    {
        var options = new FileStreamOptions
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.Write,
        };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        using var writer = new StreamWriter(file, options);
        writer.Write(text);
    }
}
