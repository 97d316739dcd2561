using Observability.Hosting.Backends;

namespace Observability.Hosting.Tests.Backends;

public sealed class VersionCacheTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private VersionCache Cache => new(_folder.Combine("cache"));

    [Fact]
    public void GetOrAdd_EmptyEntry_AsksAgain()
    {
        // Of an AppHost that was killed while it wrote.
        var program = _folder.Write("program", "binary");
        Cache.GetOrAdd(program, () => "version 1");
        var entry = Assert.Single(Directory.GetFiles(_folder.Combine("cache")));
        File.WriteAllText(entry, "");

        Assert.Equal("version 2", Cache.GetOrAdd(program, () => "version 2"));
        Assert.Equal("version 2", Cache.GetOrAdd(program, () => "version 3"));
    }

    [Fact]
    public void GetOrAdd_AskingFails_RemembersNothing()
    {
        var program = _folder.Write("program", "binary");

        Assert.Throws<TimeoutException>(() => Cache.GetOrAdd(program, () => throw new TimeoutException()));

        Assert.Equal("version 1", Cache.GetOrAdd(program, () => "version 1"));
    }

    public void Dispose() => _folder.Dispose();
}
