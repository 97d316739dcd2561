using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Embedded.Backchannel;
using Aspire.Hosting.Embedded.Dcp;
using Aspire.Hosting.Embedded.Tests.Orchestration;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Aspire.Hosting.Embedded.Tests.Backchannel;

/// <summary>What the <c>aspire</c> command is answered.</summary>
public sealed class AuxiliaryMethodsTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(null, null, "1 odd|2 even|3 odd|4 even|5 odd")]
    [InlineData(2, null, "4 even|5 odd")]
    [InlineData(2, "odd", "3 odd|5 odd")]
    [InlineData(9, "even", "2 even|4 even")]
    [InlineData(0, null, "")]
    public async Task Logs_Tail_AreTheLastLinesThatFit(int? tail, string? search, string expected)
    {
        await using var app = await TestApplication.StartAsync(builder => builder.AddExecutable("web", "sh", "/"));
        Log(app, "1 odd", "2 even", "3 odd", "4 even", "5 odd");

        var lines = new List<string>();
        await foreach (var batch in Create(app).GetConsoleLogBatchesAsync(new ConsoleLogsRequest("web", Follow: false, search, tail, false), Token))
        {
            lines.AddRange(Texts(batch));
        }

        Assert.Equal(expected, string.Join('|', lines));
    }

    [Fact]
    public async Task Logs_FollowedWithTail_AreTheLastLinesAndAllThatCome()
    {
        await using var app = await TestApplication.StartAsync(builder => builder.AddExecutable("web", "sh", "/"));
        Log(app, "1", "2", "3");
        await using var batches = Create(app)
            .GetConsoleLogBatchesAsync(new ConsoleLogsRequest("web", Follow: true, null, Tail: 1, false), Token).GetAsyncEnumerator(Token);

        Assert.True(await batches.MoveNextAsync());
        Assert.Equal(["3"], Texts(batches.Current));
        Log(app, "4", "5");
        var following = new List<string>();
        while (following.Count < 2 && await batches.MoveNextAsync())
        {
            following.AddRange(Texts(batches.Current));
        }

        Assert.Equal(["4", "5"], following);
    }

    [Fact]
    public async Task Command_ByTheNameOfReplicas_IsOfAllOfThem()
    {
        using var folder = new TemporaryFolder();
        var called = new List<string>();
        IResource? web = null;
        await using var app = await TestApplication.StartAsync(builder => web = builder
            .AddProject("web", folder.Write("Web.csproj", "<Project />")).WithReplicas(2).WithCommand("greet", "Greet", context =>
            {
                called.Add(context.ResourceName);
                return Task.FromResult(CommandResults.Success());
            }).Resource);
        var methods = Create(app);
        var names = InstanceNames.Of(web!);

        Assert.True((await methods.ExecuteResourceCommandAsync(new CommandRequest("web", "greet"), Token)).Success);
        Assert.Equal(names, called);
        called.Clear();
        Assert.True((await methods.ExecuteResourceCommandAsync(new CommandRequest(names[1], "greet"), Token)).Success);
        Assert.Equal([names[1]], called);
    }

    private static void Log(TestApplication app, params ReadOnlySpan<string> lines)
    {
        var log = app.Services.GetRequiredService<ResourceLoggerService>().GetLogger("web");
        foreach (var line in lines)
        {
            log.LogInformation("{Line}", line);
        }
    }

    // 2026-11-26T12:00:00.0000000Z the line
    private static IEnumerable<string> Texts(ConsoleLogBatch batch) => batch.Lines.Select(line => line.Content.Split(' ', 2)[1]);

    private static AuxiliaryMethods Create(TestApplication app) => new(
        new AppHostFacts(app.Services.GetRequiredService<IConfiguration>()),
        app.Services.GetRequiredService<DistributedApplicationModel>(),
        app.Notifications,
        app.Services.GetRequiredService<ResourceLoggerService>(),
        app.Commands,
        dashboard: null,
        Task.CompletedTask,
        app.Services.GetRequiredService<IHostApplicationLifetime>());
}
