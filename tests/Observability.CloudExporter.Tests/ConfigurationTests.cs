using Microsoft.Extensions.Configuration;
using Observability.CloudExporter.Configuration;

namespace Observability.CloudExporter.Tests;

public sealed class ConfigurationTests
{
    [Fact]
    public void Read_NothingConfigured_GivesARecordedAccountOfEachProvider()
    {
        var options = Read();

        Assert.Equal(
            [new CloudAccount("recorded", CloudProvider.Exoscale), new CloudAccount("recorded", CloudProvider.DigitalOcean)], options.Accounts);
        Assert.Equal(TimeSpan.FromSeconds(120), options.RefreshEvery);
        Assert.Equal(TimeSpan.FromSeconds(30), options.CollectorTimeout);
        Assert.Null(options.MetricsToken);
    }

    [Fact]
    public void Read_AccountsConfigured_GivesThose()
    {
        var options = Read(
            ("Accounts:0:Name", "one"), ("Accounts:0:Provider", "DigitalOcean"), ("Accounts:0:Mode", "Recorded"),
            ("Accounts:1:Name", "two"), ("Accounts:1:Provider", "digitalocean"),
            ("RefreshSeconds", "300"));

        Assert.Equal([new CloudAccount("one", CloudProvider.DigitalOcean), new CloudAccount("two", CloudProvider.DigitalOcean)], options.Accounts);
        Assert.Equal(TimeSpan.FromMinutes(5), options.RefreshEvery);
    }

    [Fact]
    public void Read_MuchIsWrong_SaysAllOfItAtOnce()
    {
        var problems = Problems(
            ("RefreshSeconds", "soon"),
            ("TimeoutSeconds", "0"),
            ("MetricsToken", ""),
            ("Refresh", "60"),
            ("Accounts:0:Provider", "azure"),
            ("Accounts:1:Name", "twin"), ("Accounts:1:Provider", "exoscale"), ("Accounts:1:Mode", "dead"),
            ("Accounts:2:Name", "twin"), ("Accounts:2:Provider", "exoscale"));

        Assert.Equal(
            [
                "Cloud:Refresh is not a key",
                "Cloud:RefreshSeconds is 'soon'",
                "Cloud:TimeoutSeconds is '0'",
                "Cloud:MetricsToken is empty",
                "Cloud:Accounts:0:Name is missing",
                "Cloud:Accounts:0:Provider is 'azure'",
                "Cloud:Accounts:1:Mode is 'dead'",
                "Cloud:Accounts:2:Name is 'twin'",
            ],
            problems.Select(static problem => string.Join(' ', problem.Split([' ', ';', ','], StringSplitOptions.RemoveEmptyEntries).Take(problem.Contains("not a key", StringComparison.Ordinal) ? 5 : 3))));
        Assert.All(problems, static problem => Assert.Matches("give |use one of ", problem));
    }

    [Fact]
    public void Read_CredentialUnderAnUnknownKey_IsNotPrinted()
    {
        var problems = Problems(("Accounts:0:Name", "one"), ("Accounts:0:Provider", "exoscale"), ("Accounts:0:ApiSecret", "canary"));

        Assert.Contains("Cloud:Accounts:0:ApiSecret", Assert.Single(problems), StringComparison.Ordinal);
        Assert.DoesNotContain("canary", problems[0], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("has space")]
    [InlineData("line\nbreak")]
    [InlineData("ümlaut")]
    public void Read_TokenThatNoHeaderTakes_IsRefusedAndNotPrinted(string token)
    {
        var problem = Assert.Single(Problems(("MetricsToken", token)));

        Assert.StartsWith("Cloud:MetricsToken", problem, StringComparison.Ordinal);
        Assert.DoesNotContain(token, problem, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_AccountsAsText_SaysWhatIsMeant() =>
        Assert.StartsWith("Cloud:Accounts is 'one,two'", Assert.Single(Problems(("Accounts", "one,two"))), StringComparison.Ordinal);

    [Fact]
    public void Read_LiveAccounts_TakeCredentialsFromValuesFilesAndTheKnownVariables()
    {
        using var folder = new TemporaryFolder();
        var options = Read(
            ("Accounts:0:Name", "one"), ("Accounts:0:Provider", "exoscale"), ("Accounts:0:Mode", "live"),
            ("Accounts:0:ApiSecretFile", folder.Write("secret", " from-file\n")), ("EXOSCALE_API_KEY", "from-variable"),
            ("Accounts:1:Name", "two"), ("Accounts:1:Provider", "digitalocean"), ("Accounts:1:Mode", "live"), ("Accounts:1:Token", "value"),
            ("Accounts:1:SpacesKey", "key"), ("Accounts:1:SpacesSecret", "secret"), ("Accounts:1:SpacesRegions", "lon1, fra1"));

        var (exoscale, digitalOcean) = (options.Accounts[0].Live!, options.Accounts[1].Live!);
        Assert.Equal(("from-variable", "from-file"), (exoscale.Key.Read(), exoscale.Secret!.Read()));
        Assert.Equal("value", digitalOcean.Key.Read());
        Assert.Null(digitalOcean.Secret);
        Assert.Equal(("key", "secret"), (digitalOcean.SpacesKey!.Read(), digitalOcean.SpacesSecret!.Read()));
        Assert.Equal(["lon1", "fra1"], digitalOcean.SpacesRegions);
    }

    [Fact]
    public void Read_LiveAccountsThatCannotWork_SaysEachReasonAndNoSecret()
    {
        var problems = Problems(
            ("Accounts:0:Name", "one"), ("Accounts:0:Provider", "exoscale"), ("Accounts:0:Mode", "live"),
            ("Accounts:0:ApiKey", "canary"), ("Accounts:0:ApiKeyFile", "/canary"), ("Accounts:0:Token", "canary"),
            ("Accounts:1:Name", "two"), ("Accounts:1:Provider", "digitalocean"), ("Accounts:1:Mode", "live"), ("Accounts:1:Token", "canary two"),
            ("Accounts:1:SpacesKeyFile", "/nowhere/key"), ("Accounts:1:SpacesRegions", "London"),
            ("Accounts:2:Name", "three"), ("Accounts:2:Provider", "digitalocean"), ("Accounts:2:Path", "/nowhere"));

        string[] starts =
        [
            "Cloud:Accounts:0:Token is not a key of this service",
            "Cloud:Accounts:0: ApiKey and ApiKeyFile are both set",
            "Cloud:Accounts:0:ApiSecret is missing; give ApiSecret, ApiSecretFile or the environment variable EXOSCALE_API_SECRET.",
            "Cloud:Accounts:1:Token is empty or has characters",
            "Cloud:Accounts:1:SpacesRegions is 'London'",
            "Cloud:Accounts:1:SpacesKeyFile is '/nowhere/key', which is no file",
            "Cloud:Accounts:1:SpacesSecret is missing",
            "Cloud:Accounts:2:Path is '/nowhere', which is no folder",
        ];
        Assert.Equal(starts.Length, problems.Count);
        Assert.All(starts.Zip(problems), pair => Assert.StartsWith(pair.First, pair.Second, StringComparison.Ordinal));
        Assert.DoesNotContain(problems, static problem => problem.Contains("canary", StringComparison.Ordinal));
    }

    [Fact]
    public void Read_SpacesWithoutRegions_AreAskedForThem() => Assert.StartsWith(
        "Cloud:Accounts:0:SpacesRegions is ''",
        Assert.Single(Problems(
            ("Accounts:0:Name", "one"), ("Accounts:0:Provider", "digitalocean"), ("Accounts:0:Mode", "live"), ("Accounts:0:Token", "value"),
            ("Accounts:0:SpacesSecret", "secret"), ("DIGITALOCEAN_SPACES_ACCESS_KEY_ID", "from-variable"))),
        StringComparison.Ordinal);

    private static IReadOnlyList<string> Problems(params (string Key, string Value)[] settings) =>
        Assert.Throws<ConfigurationProblemsException>(() => Read(settings)).Problems;

    private static CloudOptions Read(params (string Key, string Value)[] settings) => CloudOptionsReader.Read(
        new ConfigurationBuilder()
            .AddInMemoryCollection(settings.Select(static setting => KeyValuePair.Create<string, string?>(
                setting.Key.Contains('_', StringComparison.Ordinal) ? setting.Key : "Cloud:" + setting.Key, setting.Value)))
            .Build());
}
