using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting.Embedded.Tests.Verbs;

public sealed class WaitVerbsTests
{
    [Fact]
    public void WaitFor_Child_WaitsForItsParentToo()
    {
        var builder = VerbModel.Run();
        var server = builder.AddResource(new ServerResource("db"));
        var database = builder.AddResource(new DatabaseResource("orders", server.Resource));
        var app = builder.AddContainer("app", "x").WaitFor(database, WaitBehavior.StopOnResourceUnavailable);

        Assert.Equal(["db WaitUntilHealthy 0 StopOnResourceUnavailable", "orders WaitUntilHealthy 0 StopOnResourceUnavailable"], WaitsOf(app.Resource));
        Assert.Equal(["WaitFor:db", "WaitFor:orders"], VerbModel.RelationshipsOf(app.Resource));
    }

    [Fact]
    public void Waits_OfEveryKind_KeepTheirSettings()
    {
        var builder = VerbModel.Run();
        var one = builder.AddContainer("one", "x");
        var app = builder.AddContainer("app", "x").WaitFor(one).WaitFor(one).WaitForStart(one).WaitForCompletion(one, exitCode: 3);

        Assert.Equal(["one WaitUntilHealthy 0 ", "one WaitUntilStarted 0 ", "one WaitForCompletion 3 "], WaitsOf(app.Resource));
    }

    [Fact]
    public void WaitFor_ItselfOrParent_NamesThem()
    {
        var builder = VerbModel.Run();
        var server = builder.AddResource(new ServerResource("db"));
        var database = builder.AddResource(new DatabaseResource("orders", server.Resource));

        Assert.Contains("'db'", Assert.Throws<DistributedApplicationException>(() => server.WaitFor(server)).Message, StringComparison.Ordinal);
        Assert.Contains("parent 'db'", Assert.Throws<DistributedApplicationException>(() => database.WaitFor(server)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void WaitFor_OwnChild_DoesNotWaitForItself()
    {
        var builder = VerbModel.Run();
        var server = builder.AddResource(new ServerResource("db"));
        server.WaitFor(builder.AddResource(new DatabaseResource("orders", server.Resource)));

        Assert.Equal(["orders WaitUntilHealthy 0 "], WaitsOf(server.Resource));
    }

    private static string[] WaitsOf(IResource resource) =>
        [.. resource.Annotations.OfType<WaitAnnotation>().Select(wait => $"{wait.Resource.Name} {wait.WaitType} {wait.ExitCode} {wait.WaitBehavior}")];
}
