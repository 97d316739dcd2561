using Observability.Hosting.Keycloak;

namespace Observability.Hosting.Tests.Keycloak;

public class KeycloakFactsTests
{
    [Theory]
    [InlineData("Keycloak 26.7.2\nJVM: 17.0.15 (Debian OpenJDK 64-Bit Server VM 17.0.15+6)\nOS: Linux 6.1.0 amd64\n", "26.7.2")]
    [InlineData("kc.sh 1.2.3\n", null)]
    [InlineData("/usr/bin/kc.sh: 1: java: not found\n", null)]
    public void VersionPattern_Output_IsTakenForKeycloakOnlyWhereItIs(string output, string? version)
    {
        var match = KeycloakFacts.Server.Native!.VersionPattern.Match(output);

        Assert.Equal(version, match.Success ? match.Groups["version"].Value : null);
    }
}
