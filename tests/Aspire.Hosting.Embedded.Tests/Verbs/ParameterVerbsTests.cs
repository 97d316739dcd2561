using System.Text.Json.Nodes;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Embedded.Verbs;
using Microsoft.Extensions.Configuration;

namespace Aspire.Hosting.Embedded.Tests.Verbs;

public sealed class ParameterVerbsTests
{
    [Fact]
    public async Task AddParameter_Configured_HasItsValue()
    {
        var builder = VerbModel.Run("--Parameters:one=1", "--Parameters:with_hyphen=2", "--Elsewhere=3");

        Assert.Equal("1", await ValueOf(builder.AddParameter("one")));
        Assert.Equal("2", await ValueOf(builder.AddParameter("with-hyphen")));
        Assert.Equal("3", await ValueOf(builder.AddParameterFromConfiguration("three", "Elsewhere")));
    }

    [Fact]
    public async Task AddParameter_Missing_SaysWhereToPutIt()
    {
        var parameter = VerbModel.Run().AddParameter("my-token", secret: true);

        var exception = await Assert.ThrowsAsync<MissingParameterValueException>(() => ValueOf(parameter));
        Assert.Contains("'my-token'", exception.Message, StringComparison.Ordinal);
        Assert.Contains("'Parameters:my-token'", exception.Message, StringComparison.Ordinal);
        Assert.Contains("Parameters__my_token", exception.Message, StringComparison.Ordinal);
        Assert.True(parameter.Resource.Secret);
    }

    [Fact]
    public async Task AddParameter_WithValue_IsNotChangedByConfiguration()
    {
        var builder = VerbModel.Run("--Parameters:one=configured");
        var one = builder.AddParameter("one", "code", publishValueAsDefault: true);

        Assert.Equal("code", await ValueOf(one));
        Assert.Equal("code", one.Resource.Default?.GetDefaultValue());
        Assert.Null(builder.AddParameter("two", "code").Resource.Default);
        Assert.Throws<ArgumentException>(() => builder.AddParameter("three", "code", publishValueAsDefault: true, secret: true));
    }

    [Fact]
    public async Task AddParameter_WithDefault_PrefersConfiguration()
    {
        var builder = VerbModel.Run("--Parameters:one=configured");

        Assert.Equal("configured", await ValueOf(builder.AddParameter("one", new GenerateParameterDefault())));
        var generated = builder.AddParameter("two", new GenerateParameterDefault { MinLength = 30 }, secret: true);
        var value = await ValueOf(generated);
        Assert.True(value?.Length >= 30);
        Assert.Equal(value, await ValueOf(generated));
    }

    [Fact]
    public void PersistedDefault_Generated_IsStoredUnderItsKey()
    {
        var secrets = new InMemorySecrets();
        var value = new PersistedParameterDefault("pw", new GenerateParameterDefault(), secrets).GetDefaultValue();

        Assert.Equal(value, secrets.Stored["Parameters:pw"]);
    }

    [Fact]
    public void CreateDefaultPasswordParameter_Publish_HasTheRuleAndIsNotInTheModel()
    {
        var builder = VerbModel.Publish();
        var parameter = ParameterResourceBuilderExtensions.CreateDefaultPasswordParameter(builder, "pw", special: false, minLower: 2);

        Assert.Empty(builder.Resources);
        Assert.True(parameter.Secret);
        var rule = Assert.IsType<GenerateParameterDefault>(parameter.Default);
        Assert.Equal((22, false, 2), (rule.MinLength, rule.Special, rule.MinLower));
    }

    [Fact]
    public async Task AddConnectionString_Configured_IsAParameterAndAConnection()
    {
        var builder = VerbModel.Run("--ConnectionStrings:db=Host=x");
        var connection = builder.AddConnectionString("db", "DATABASE_URL");

        Assert.Equal("Host=x", await connection.Resource.GetConnectionStringAsync(TestContext.Current.CancellationToken));
        Assert.Equal("DATABASE_URL", connection.Resource.ConnectionStringEnvironmentVariable);
        Assert.True(Assert.IsAssignableFrom<ParameterResource>(connection.Resource).IsConnectionString);
    }

    [Fact]
    public async Task AddConnectionString_Missing_SaysWhereToPutIt()
    {
        var connection = VerbModel.Run().AddConnectionString("db");

        var exception = await Assert.ThrowsAsync<MissingParameterValueException>(
            () => connection.Resource.GetConnectionStringAsync(TestContext.Current.CancellationToken).AsTask());
        Assert.Contains("'ConnectionStrings:db'", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void WithDescription_Text_IsOnTheResource()
    {
        var parameter = VerbModel.Run().AddParameter("one").WithDescription("*Why*", enableMarkdown: true);

        Assert.Equal(("*Why*", true), (parameter.Resource.Description, parameter.Resource.EnableDescriptionMarkdown));
    }

    private static Task<string?> ValueOf(IResourceBuilder<ParameterResource> parameter) =>
        parameter.Resource.GetValueAsync(TestContext.Current.CancellationToken).AsTask();

    private sealed class InMemorySecrets : IUserSecretsManager
    {
        public Dictionary<string, string> Stored { get; } = [];

        public bool IsAvailable => true;

        public string FilePath => "";

        public bool TrySetSecret(string name, string value) => Stored.TryAdd(name, value);

        public bool TryDeleteSecret(string name) => Stored.Remove(name);

        public void GetOrSetSecret(IConfigurationManager configuration, string name, Func<string> valueGenerator) =>
            Stored.TryAdd(name, valueGenerator());

        public Task SaveStateAsync(JsonObject state, CancellationToken cancellationToken = default) => Task.CompletedTask;
    }
}
