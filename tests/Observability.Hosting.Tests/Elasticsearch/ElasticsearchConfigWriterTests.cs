using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Observability.Hosting.Elasticsearch;

namespace Observability.Hosting.Tests.Elasticsearch;

[Tier(Tier.Golden)]
public class ElasticsearchConfigWriterTests
{
    private static readonly JsonSerializerOptions s_indented = new()
    {
        WriteIndented = true,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    private static readonly ElasticsearchConfig s_container = new(
        "elasticsearch", "0.0.0.0", "/usr/share/elasticsearch/data", "/usr/share/elasticsearch/logs", IsSecured: true, UsersInFile: false);

    [Fact]
    public void WriteConfig_Container_MatchesGoldenFile() =>
        GoldenFile.Matches("Elasticsearch/Golden/container.yml", ElasticsearchConfigWriter.WriteConfig(s_container));

    [Fact]
    public void WriteConfig_Process_MatchesGoldenFile() => GoldenFile.Matches(
        "Elasticsearch/Golden/process.yml",
        ElasticsearchConfigWriter.WriteConfig(s_container with
        {
            HttpHost = "127.0.0.1",
            DataFolder = "/home/me/.observability/run-1/es/usr/share/elasticsearch/data",
            LogsFolder = "/home/me/.observability/run-1/es/usr/share/elasticsearch/logs",
            UsersInFile = true,
        }));

    [Fact]
    public void WriteConfig_WithoutSecurity_MatchesGoldenFile() => GoldenFile.Matches(
        "Elasticsearch/Golden/open.yml", ElasticsearchConfigWriter.WriteConfig(s_container with { IsSecured = false, UsersInFile = true }));

    [Fact]
    public void WriteRoles_Secured_MatchesGoldenFile() =>
        GoldenFile.Matches("Elasticsearch/Golden/roles.yml", ElasticsearchConfigWriter.WriteRoles(isSecured: true));

    [Fact]
    public void WriteRoles_WithoutSecurity_IsEmpty() => Assert.Empty(ElasticsearchConfigWriter.WriteRoles(isSecured: false));

    [Fact]
    public void WriteJvmOptions_Process_MatchesGoldenFile() => GoldenFile.Matches(
        "Elasticsearch/Golden/jvm.options", ElasticsearchConfigWriter.WriteJvmOptions("/run/es/usr/share/elasticsearch/logs"));

    [Fact]
    public void WriteLogging_Process_MatchesGoldenFile() =>
        GoldenFile.Matches("Elasticsearch/Golden/log4j2.properties", ElasticsearchConfigWriter.WriteLogging());

    [Fact]
    public void WriteTemplate_SeveralPatterns_MatchesGoldenFile() => GoldenFile.Matches(
        "Elasticsearch/Golden/template.json",
        ElasticsearchTemplateWriter.Write(
        [
            new ElasticsearchIndexPattern("telegraf-*", "@timestamp", ElasticsearchInterval.Daily, null, null),
            new ElasticsearchIndexPattern("news", "published", null, "title", null),
            new ElasticsearchIndexPattern("app-logs-*", "@timestamp", null, "message", "level"),
        ]).ToJsonString(s_indented) + "\n");

    [Theory]
    [InlineData("yes")]
    [InlineData("1e3")]
    [InlineData("null")]
    public void WriteConfig_NameThatYamlWouldReadOtherwise_ComesBackAsWritten(string name) => Assert.Equal(
        name,
        YamlDocument.Parse(ElasticsearchConfigWriter.WriteConfig(s_container with { Name = name })).Scalar("cluster.name"));

    [Fact]
    public void WriteUsers_Password_IsAHashThatTheServersAlgorithmVerifies()
    {
        var line = ElasticsearchUsers.WriteUsers("canary-value", "elasticsearch");

        // As the server reads it: prefix and cost, salt, hash; 256 bits of PBKDF2 with SHA-512.
        Assert.StartsWith("elastic:{PBKDF2}10000$", line, StringComparison.Ordinal);
        var parts = line.TrimEnd('\n').Split('$');
        var expected = Rfc2898DeriveBytes.Pbkdf2(
            Encoding.UTF8.GetBytes("canary-value"), Convert.FromBase64String(parts[1]), 10_000, HashAlgorithmName.SHA512, 32);
        Assert.Equal(Convert.ToBase64String(expected), parts[2]);
        Assert.Equal(44, parts[2].Length);
        Assert.DoesNotContain("canary", line, StringComparison.Ordinal);
    }

    [Fact]
    public void WriteUsers_Twice_IsTheSame() =>
        Assert.Equal(ElasticsearchUsers.WriteUsers("p", "es"), ElasticsearchUsers.WriteUsers("p", "es"));

    [Fact]
    public void WriteUsers_AnotherServer_HasAnotherSalt() =>
        Assert.NotEqual(ElasticsearchUsers.WriteUsers("p", "es"), ElasticsearchUsers.WriteUsers("p", "es2"));
}
