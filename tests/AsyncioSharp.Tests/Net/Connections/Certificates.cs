using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace AsyncioSharp.Tests.Net;

/// <summary>A certificate that only these tests trust.</summary>
internal static class Certificates
{
    private static readonly Lazy<X509Certificate2> s_localhost = new(Create);

    internal static SslServerAuthenticationOptions Server => new() { ServerCertificate = s_localhost.Value };

    internal static SslClientAuthenticationOptions Client => new()
    {
        TargetHost = "localhost",
        RemoteCertificateValidationCallback = static (_, certificate, _, _) =>
            certificate?.GetCertHashString() == s_localhost.Value.GetCertHashString(),
    };

    private static X509Certificate2 Create()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256);
        using X509Certificate2 certificate = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
        return X509CertificateLoader.LoadPkcs12(certificate.Export(X509ContentType.Pfx), null);
    }
}
