using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Observability.Hosting.Backends;
using Observability.Hosting.Console;
using Observability.Hosting.Model;

namespace Observability.Hosting.Tests.Console;

public class ResourceBoardTests
{
    private readonly ExecutableResource _resource = new("server", "server", "/");

    [Fact]
    public void Update_StartingThenRunning_IsPendingAndThenReady()
    {
        var board = new ResourceBoard([_resource]);

        Assert.True(board.Update(Change("Starting")));
        Assert.Equal(("Starting", Readiness.Pending), (board.Rows[0].State, board.Rows[0].Readiness));
        Assert.False(board.IsReady);

        Assert.True(board.Update(Change("Running")));
        Assert.True(board.IsReady);
    }

    [Fact]
    public void Update_SameStateAgain_IsNoChange()
    {
        var board = new ResourceBoard([_resource]);
        board.Update(Change("Running"));

        Assert.False(board.Update(Change("Running")));
    }

    [Theory]
    [InlineData("Exited", 3, "Exited (exit code 3)")]
    [InlineData("Finished", 0, "Finished (exit code 0)")]
    [InlineData("FailedToStart", null, "FailedToStart")]
    public void Update_TerminalState_IsAFailure(string state, int? exitCode, string expected)
    {
        var board = new ResourceBoard([_resource]);

        board.Update(new ResourceEvent(_resource, "server", Change(state).Snapshot with { ExitCode = exitCode }));

        Assert.Equal((expected, Readiness.Failed), (board.Rows[0].State, board.Rows[0].Readiness));
    }

    [Fact]
    public void Update_EndAfterStopping_IsAStopAndNoFailure()
    {
        var board = new ResourceBoard([_resource]);
        board.Update(Change("Running"));
        board.Update(Change("Stopping"));

        board.Update(Change("Finished"));
        Assert.Equal(("stopped", Readiness.Stopped), (board.Rows[0].State, board.Rows[0].Readiness));

        board.Update(Change("Running"));
        Assert.Equal(Readiness.Ready, board.Rows[0].Readiness);
    }

    [Fact]
    public void Update_Replicas_AreAsReadyAsTheLastOfThem()
    {
        _resource.Annotations.Add(new ReplicaAnnotation(2));
        var board = new ResourceBoard([_resource]);

        board.Update(Change("Running", "server-a"));
        Assert.False(board.IsReady);
        board.Update(Change("Starting", "server-b"));
        board.Update(Change("Running", "server-a"));
        Assert.False(board.IsReady);
        board.Update(Change("Running", "server-b"));
        Assert.True(board.IsReady);
    }

    [Fact]
    public void Update_InstanceGetsItsName_TakesThePlaceOfTheResource()
    {
        var board = new ResourceBoard([_resource]);

        board.Update(Change("Starting"));
        board.Update(Change("Running", "server-a"));

        Assert.True(board.IsReady);
    }

    [Fact]
    public void Update_OneReplicaFails_IsAFailureWhateverTheOthersSay()
    {
        _resource.Annotations.Add(new ReplicaAnnotation(2));
        var board = new ResourceBoard([_resource]);

        board.Update(Change("Exited", "server-a"));
        board.Update(Change("Running", "server-b"));

        Assert.Equal(("Exited", Readiness.Failed), (board.Rows[0].State, board.Rows[0].Readiness));
    }

    [Fact]
    public void Rows_ResourceWithoutBackend_CountsAsDoneAndSaysWhy()
    {
        _resource.Annotations.Add(new NotStartedAnnotation(new NotStarted("no container engine", "Install one.")));
        var board = new ResourceBoard([_resource]);

        Assert.True(board.IsReady);
        Assert.Equal("not started: no container engine", board.Rows[0].State);
    }

    [Fact]
    public void Rows_HiddenResourcesAndParameters_AreLeftOut()
    {
        var parameter = new ParameterResource("secret", _ => "x", secret: true);
        var board = new ResourceBoard([_resource, parameter]);

        board.Update(new ResourceEvent(_resource, "server", Change("Running").Snapshot with { IsHidden = true }));

        Assert.Empty(board.Rows);
    }

    [Fact]
    public void SkipDependents_Chain_CarriesTheReasonAlong()
    {
        var builder = DistributedApplication.CreateBuilder();
        var missing = builder.AddExecutable("missing", "x", ".");
        var direct = builder.AddExecutable("direct", "x", ".").WaitFor(missing);
        var indirect = builder.AddExecutable("indirect", "x", ".").WaitFor(direct);
        var free = builder.AddExecutable("free", "x", ".");
        NotStartedResources.MarkNotStarted(missing.Resource, new NotStarted("it is not there", "Install it."));

        NotStartedResources.SkipDependents([.. builder.Resources]);

        Assert.Equal(
            new NotStarted("it waits for direct, which is not started", "Install it."),
            indirect.Resource.Annotations.OfType<NotStartedAnnotation>().Single().Cause);
        Assert.Empty(free.Resource.Annotations.OfType<NotStartedAnnotation>());
    }

    private ResourceEvent Change(string state, string instance = "server") => new(
        _resource,
        instance,
        new CustomResourceSnapshot
        {
            ResourceType = "Executable",
            Properties = [],
            State = state,
        });
}
