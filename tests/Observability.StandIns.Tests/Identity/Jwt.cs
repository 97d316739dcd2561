using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace Observability.StandIns.Tests.Identity;

/// <summary>A signed token, read by hand so that nothing of the server's libraries is believed.</summary>
internal sealed record Jwt(JsonNode Header, JsonNode Payload, string SignedPart, byte[] Signature)
{
    public static Jwt Parse(string? token)
    {
        Assert.NotNull(token);
        var parts = token.Split('.');
        Assert.Equal(3, parts.Length);
        return new Jwt(Read(parts[0]), Read(parts[1]), $"{parts[0]}.{parts[1]}", Base64Url.Decode(parts[2]));
    }

    /// <summary>True where a key of the set has signed it with RS256.</summary>
    public bool IsSignedBy(JsonNode keys)
    {
        var key = keys["keys"]!.AsArray().Single(key => (string?)key!["kid"] == (string?)Header["kid"])!;
        using var rsa = RSA.Create(new RSAParameters
        {
            Modulus = Base64Url.Decode((string)key["n"]!),
            Exponent = Base64Url.Decode((string)key["e"]!),
        });
        return (string?)Header["alg"] == "RS256"
            && rsa.VerifyData(Encoding.ASCII.GetBytes(SignedPart), Signature, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
    }

    private static JsonNode Read(string part) => JsonNode.Parse(Base64Url.Decode(part))!;
}
