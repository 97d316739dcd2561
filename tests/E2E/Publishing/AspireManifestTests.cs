using System.Text.Json;
using System.Text.RegularExpressions;
using NJsonSchema;

namespace Observability.E2E.Publishing;

/// <summary>The committed aspire-manifest.json is one, and what it refers to is in it.</summary>
[Tier(Tier.Golden)]
public sealed partial class AspireManifestTests
{
    private static string Text => File.ReadAllText(Repository.Combine("aspire-manifest.json"));

    private static Task<JsonSchema> Schema =>
        JsonSchema.FromFileAsync(Repository.Combine("tests", "E2E", "Publishing", "aspire-manifest.schema.json"), TestContext.Current.CancellationToken);

    [Fact]
    public async Task Manifest_Committed_HoldsToTheSchema() => Assert.Empty((await Schema).Validate(Text));

    [Theory]
    [InlineData("\"type\": \"container.v0\"", "\"type\": \"container.v9\"")]
    [InlineData("\"image\":", "\"picture\":")]
    [InlineData("\"targetPort\": 9093", "\"targetPort\": 0")]
    [InlineData("\"secret\": true", "\"secret\": \"yes\"")]
    public async Task Schema_BrokenManifest_IsRefused(string what, string by)
    {
        Assert.Contains(what, Text, StringComparison.Ordinal);

        Assert.NotEmpty((await Schema).Validate(Text.Replace(what, by, StringComparison.Ordinal)));
    }

    [Fact]
    public void Manifest_Expressions_ReferToWhatIsThere()
    {
        using var manifest = JsonDocument.Parse(Text);
        var resources = manifest.RootElement.GetProperty("resources");
        var references = Reference().Matches(Text);

        Assert.True(references.Count > 30);
        Assert.All(references, reference =>
        {
            var resource = resources.GetProperty(reference.Groups["name"].Value);
            if (reference.Groups["binding"] is { Success: true } binding)
            {
                Assert.True(resource.GetProperty("bindings").TryGetProperty(binding.Value, out _), reference.Value);
            }
        });
    }

    [Fact]
    public void Manifest_Resources_AreAllThatIsPublished()
    {
        using var manifest = JsonDocument.Parse(Text);
        var resources = manifest.RootElement.GetProperty("resources").EnumerateObject();
        var servers = resources.Where(resource => resource.Value.GetProperty("type").GetString() != "parameter.v0").Select(resource => resource.Name);
        var folders = Directory.GetDirectories(Repository.Combine("manifests", "doks")).Select(folder => Path.GetFileName(folder))
            .Except(["00-cluster", "10-secrets", "cert-manager", "flux", "terraform"]);

        Assert.Equal(servers.Order(StringComparer.Ordinal), folders.Order(StringComparer.Ordinal));
    }

    [GeneratedRegex(@"(?<!\{)\{(?<name>[a-z0-9-]+)\.(bindings\.(?<binding>[a-z]+)\.\w+|value|inputs\.value)\}")]
    private static partial Regex Reference();
}
