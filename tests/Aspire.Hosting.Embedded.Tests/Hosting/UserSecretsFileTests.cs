using System.Text.Json;
using System.Text.Json.Nodes;
using Aspire.Hosting.Embedded.Hosting;
using Microsoft.Extensions.Configuration;

namespace Aspire.Hosting.Embedded.Tests.Hosting;

public sealed class UserSecretsFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private string FilePath => _folder.Combine("id", "secrets.json");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Set_NewFile_IsForTheUserOnlyAndLeavesNothingElse()
    {
        Assert.True(new UserSecretsFile(FilePath).TrySetSecret("Parameters:password", "a&b"));

        Assert.True(OperatingSystem.IsWindows() || File.GetUnixFileMode(FilePath) == (UnixFileMode.UserRead | UnixFileMode.UserWrite));
        Assert.Equal([FilePath], Directory.GetFiles(Path.GetDirectoryName(FilePath)!));
        Assert.Equal("a&b", Read("Parameters:password"));
    }

    [Fact]
    public void Set_FileOfOthers_KeepsTheirsFlat()
    {
        _folder.Write("id/secrets.json", """{ "Parameters": { "a": "1" }, /* theirs */ "list": ["x"], }""");

        new UserSecretsFile(FilePath).TrySetSecret("Parameters:b", "2");

        Assert.Equal(["1", "2", "x"], new[] { Read("Parameters:a"), Read("Parameters:b"), Read("list:0") });
    }

    [Fact]
    public void Set_BrokenFile_IsNotOverwritten()
    {
        _folder.Write("id/secrets.json", "{ nonsense");

        Assert.False(new UserSecretsFile(FilePath).TrySetSecret("a", "b"));
        Assert.Equal("{ nonsense", File.ReadAllText(FilePath));
    }

    [Fact]
    public void GetOrSet_TwoRuns_KeepsTheFirstValue()
    {
        var first = new ConfigurationManager();
        new UserSecretsFile(FilePath).GetOrSetSecret(first, "token", () => "one");
        var second = new ConfigurationManager();
        second.AddJsonFile(FilePath);

        new UserSecretsFile(FilePath).GetOrSetSecret(second, "token", () => "two");

        Assert.Equal("one", first["token"]);
        Assert.Equal("one", second["token"]);
    }

    [Fact]
    public async Task Save_NestedObject_BecomesKeys()
    {
        var secrets = new UserSecretsFile(FilePath);
        await secrets.SaveStateAsync(new JsonObject { ["A"] = new JsonObject { ["b"] = "c" } }, TestContext.Current.CancellationToken);

        Assert.Equal("c", Read("A:b"));
        Assert.True(secrets.TryDeleteSecret("A:b"));
        Assert.False(secrets.TryDeleteSecret("A:b"));
    }

    [Fact]
    public void Set_NoId_IsNotAvailable()
    {
        var secrets = new UserSecretsFile(path: null);

        Assert.False(secrets.IsAvailable);
        Assert.False(secrets.TrySetSecret("a", "b"));
    }

    private string? Read(string key) => JsonDocument.Parse(File.ReadAllText(FilePath)).RootElement.GetProperty(key).GetString();
}
