using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Embedded.Pipelines;
using Aspire.Hosting.Pipelines;
using Aspire.Hosting.Publishing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Aspire.Hosting.Embedded.Tests.Pipelines;

public sealed class PipelineRunnerTests
{
    [Fact]
    public async Task Run_WithoutAStepInTheConfiguration_Publishes()
    {
        await using var rig = new PipelineRig();
        var ran = new List<string>();
        rig.Pipeline.AddStep("publish-files", _ => Note(ran, "publish-files"), WellKnownPipelineSteps.PublishPrereq, WellKnownPipelineSteps.Publish);
        rig.Pipeline.AddStep("deploy-files", _ => Note(ran, "deploy-files"), requiredBy: WellKnownPipelineSteps.Deploy);

        Assert.Equal(0, await rig.RunAsync());

        Assert.Equal(["publish-files"], ran);
        Assert.Contains("✓   0.0 s  publish-files", rig.Printed);
        Assert.Equal("✓   0.0 s  publish succeeded", rig.Printed[^1]);
    }

    [Fact]
    public async Task Steps_WithoutARelation_RunConcurrently()
    {
        await using var rig = new PipelineRig(configuration: "Pipeline:Step=both");
        using var meeting = new Barrier(2);
        var deadline = Deadline.InProcess.Time;
        rig.Pipeline.AddStep("one", _ => Meet());
        rig.Pipeline.AddStep("two", _ => Meet());
        rig.Pipeline.AddStep("both", _ => Task.CompletedTask, dependsOn: new[] { "one", "two" });

        Assert.Equal(0, await rig.RunAsync());

        // Blocks the thread, as a step may that does not await anything.
        Task Meet() => meeting.SignalAndWait(deadline, TestContext.Current.CancellationToken)
            ? Task.CompletedTask
            : throw new TimeoutException("The other step did not start.");
    }

    [Fact]
    public async Task Step_ThatFails_LeavesOutItsDependentsOnly()
    {
        await using var rig = new PipelineRig(configuration: "Pipeline:Step=all");
        var ran = new List<string>();
        rig.Pipeline.AddStep("bad", _ => throw new DistributedApplicationException("no registry is configured"));
        rig.Pipeline.AddStep("after-bad", _ => Note(ran, "after-bad"), dependsOn: "bad");
        rig.Pipeline.AddStep("later", _ => Note(ran, "later"), dependsOn: "after-bad");
        rig.Pipeline.AddStep("good", _ => Note(ran, "good"));
        rig.Pipeline.AddStep("all", _ => Note(ran, "all"), dependsOn: new[] { "later", "good" });

        Assert.Equal(1, await rig.RunAsync());

        Assert.Equal(["good"], ran);
        Assert.Contains("✗   0.0 s  bad: no registry is configured", rig.Printed);
        Assert.Contains("!   0.0 s  later: skipped, because 'bad' did not succeed", rig.Printed);
        Assert.Equal("✗   0.0 s  all did not succeed: failed at 'bad'", rig.Printed[^1]);
    }

    [Theory]
    [InlineData("false", "x: InvalidOperationException: broken")]
    [InlineData("true", "System.InvalidOperationException: broken")]
    public async Task UnexpectedException_IsOneLineUnlessDetailsAreWanted(string details, string expected)
    {
        await using var rig = new PipelineRig(configuration: ["Pipeline:Step=x", $"Pipeline:IncludeExceptionDetails={details}"]);
        rig.Pipeline.AddStep("x", _ => throw new InvalidOperationException("broken"));

        Assert.Equal(1, await rig.RunAsync());

        Assert.Contains(rig.Printed, line => line.Contains(expected, StringComparison.Ordinal));
        Assert.Equal(details == "true", rig.Printed.Any(line => line.Contains("   at ", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Step_ThatReportsAnError_HasFailed()
    {
        await using var rig = new PipelineRig(configuration: "Pipeline:Step=x");
        rig.Pipeline.AddStep("x", context => context.ReportingStep.FailAsync("two objects are invalid"));

        Assert.Equal(1, await rig.RunAsync());

        Assert.Contains("✗   0.0 s  x: two objects are invalid", rig.Printed);
    }

    [Fact]
    public async Task UnknownStep_IsReportedWithoutRunningAnything()
    {
        await using var rig = new PipelineRig(configuration: "Pipeline:Step=publsh");

        Assert.Equal(1, await rig.RunAsync());

        Assert.Contains(rig.Printed, line => line.Contains("there is no step 'publsh'; there are: before-start, build, ", StringComparison.Ordinal));
    }

    [Fact]
    public async Task ConfigurationCallback_ThatThrows_IsReportedInOneLine()
    {
        await using var rig = new PipelineRig();
        rig.Pipeline.AddPipelineConfiguration(_ => throw new InvalidOperationException("no step to hang on"));

        Assert.Equal(1, await rig.RunAsync());

        Assert.Equal(["✗   0.0 s  InvalidOperationException: no step to hang on"], rig.Printed);
    }

    [Fact]
    public async Task Resources_ContributeStepsAndConfiguration()
    {
        var resource = new ContainerResource("grafana");
        var ran = new List<string>();
        resource.Annotations.Add(new PipelineStepAnnotation(context => new PipelineStep
        {
            Name = $"write-{context.Resource.Name}",
            Action = _ => Note(ran, "write"),
            Tags = ["files"],
        }));
        resource.Annotations.Add(new PipelineConfigurationAnnotation(context =>
            context.Steps.Single(step => step.Name == "check").DependsOnSteps.AddRange(context.GetSteps(resource, "files").Select(step => step.Name))));
        await using var rig = new PipelineRig([resource], "Pipeline:Step=check");
        rig.Pipeline.AddStep("check", _ => Note(ran, "check"));

        Assert.Equal(0, await rig.RunAsync());

        Assert.Equal(["write", "check"], ran);
    }

    [Fact]
    public async Task Messages_AreShownAsTheStepsAndFacts_AtTheEnd()
    {
        await using var rig = new PipelineRig(configuration: "Pipeline:Step=x");
        rig.Pipeline.AddStep("x", context =>
        {
            context.Logger.LogInformation("wrote {Count} files", 3);
            context.Logger.LogDebug("not shown");
            context.Logger.LogWarning("no ingress");
            context.Summary.Add("Apply with", "kubectl apply -k manifests");
            return Task.CompletedTask;
        });

        Assert.Equal(0, await rig.RunAsync());

        Assert.Equal(
            ["  x: wrote 3 files", "! x: no ingress", "✓   0.0 s  x", "  Apply with: kubectl apply -k manifests", "✓   0.0 s  x succeeded"],
            rig.Printed);
    }

    [Fact]
    public async Task Events_SurroundTheSteps()
    {
        await using var rig = new PipelineRig(configuration: "Pipeline:Step=x");
        var seen = new List<string>();
        rig.Eventing.Subscribe<BeforePublishEvent>((_, _) => Note(seen, "before"));
        rig.Eventing.Subscribe<AfterPublishEvent>((_, _) => Note(seen, "after"));
        rig.Pipeline.AddStep("x", _ => Note(seen, "x"));

        Assert.Equal(0, await rig.RunAsync());

        Assert.Equal(["before", "x", "after"], seen);
    }

    [Fact]
    public async Task Cancellation_EndsThePipelineWithAFailure()
    {
        await using var rig = new PipelineRig(configuration: "Pipeline:Step=x");
        using var stop = new CancellationTokenSource();
        rig.Pipeline.AddStep("endless", async context =>
        {
            await stop.CancelAsync();
            await Task.Delay(Timeout.Infinite, context.CancellationToken);
        });
        rig.Pipeline.AddStep("x", _ => Task.CompletedTask, dependsOn: "endless");

        var exitCode = await PipelineRunner.ExecuteAsync(rig.Services, rig.Model, stop.Token);

        Assert.Equal(1, exitCode);
        Assert.Contains("✗   0.0 s  endless: cancelled", rig.Printed);
    }

    [Fact]
    public async Task BeforeStart_InRunMode_RunsItsStepsSilentlyAndThrowsTheirFailure()
    {
        await using var rig = new PipelineRig();
        rig.Pipeline.AddStep("prepare", _ => throw new DistributedApplicationException("the target is unknown"), requiredBy: WellKnownPipelineSteps.BeforeStart);

        var exception = await Assert.ThrowsAsync<DistributedApplicationException>(
            () => PipelineRunner.RunBeforeStartAsync(rig.Services, rig.Model, TestContext.Current.CancellationToken));

        Assert.Equal("Step 'prepare', which runs before the start, failed: the target is unknown", exception.Message);
        Assert.Empty(rig.Printed);
    }

    [Fact]
    public async Task BeforeStart_WithStepsOfAResource_RunsThem()
    {
        var resource = new ContainerResource("grafana");
        var ran = new List<string>();
        resource.Annotations.Add(new PipelineStepAnnotation(_ => new PipelineStep
        {
            Name = "prepare",
            Action = _ => Note(ran, "prepare"),
            RequiredBySteps = [WellKnownPipelineSteps.ValidateComputeEnvironments],
        }));
        await using var rig = new PipelineRig([resource]);

        await PipelineRunner.RunBeforeStartAsync(rig.Services, rig.Model, TestContext.Current.CancellationToken);

        Assert.Equal(["prepare"], ran);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task SeveralComputeEnvironments_NeedADecisionOfEachResource(bool onlyBuiltInSteps)
    {
        await using var rig = new PipelineRig([new Target("doks"), new Target("talos"), new ContainerResource("grafana")]);
        if (!onlyBuiltInSteps)
        {
            rig.Pipeline.AddPipelineConfiguration(_ => Task.CompletedTask);
        }

        var exception = await Assert.ThrowsAsync<DistributedApplicationException>(
            () => PipelineRunner.RunBeforeStartAsync(rig.Services, rig.Model, TestContext.Current.CancellationToken));

        Assert.Contains("There are several compute environments (doks, talos) and these resources name none: 'grafana'.", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task MissingParameters_AreAllNamedAndNobodyIsAsked()
    {
        var generated = new ParameterResource("made", _ => throw new InvalidOperationException("must not be read"), secret: true)
        {
            Default = new GenerateParameterDefault(),
        };
        await using var rig = new PipelineRig([Missing("token", secret: true), Missing("domain", secret: false), new ParameterResource("given", _ => "x"), generated]);

        Assert.Equal(1, await rig.RunAsync());

        Assert.Contains("✗   0.0 s  process-parameters: 2 parameters have no value:", rig.Printed);
        Assert.Contains("    - Set Parameters:domain", rig.Printed);
        Assert.Contains("    - Set Parameters:token", rig.Printed);
    }

    [Fact]
    public async Task Diagnostics_ListsEveryStepWithItsRelations()
    {
        await using var rig = new PipelineRig(configuration: "Pipeline:Step=diagnostics");
        rig.Pipeline.AddStep(new PipelineStep { Name = "x", Action = _ => Task.CompletedTask, Description = "Does nothing.", DependsOnSteps = ["publish"] });

        Assert.Equal(0, await rig.RunAsync());

        Assert.Contains("  diagnostics: x after publish: Does nothing.", rig.Printed);
        Assert.Contains("  diagnostics: publish-prereq after before-start, process-parameters", rig.Printed);
    }

    [Fact]
    public void AddStep_WithANameThatExists_Throws()
    {
        var pipeline = new DistributedApplicationPipeline();

        var exception = Assert.Throws<InvalidOperationException>(() => pipeline.AddStep(WellKnownPipelineSteps.Publish, _ => Task.CompletedTask));

        Assert.Contains("'publish'", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task OutputDirectory_FollowsTheOptionAndElseTheAppHost()
    {
        await using var byDefault = new PipelineRig(configuration: "AppHost:Directory=/app");
        await using var given = new PipelineRig(configuration: ["AppHost:Directory=/app", "Pipeline:OutputPath=/out/x"]);
        var grafana = new ContainerResource("grafana");

        Assert.Equal("/app/aspire-output", byDefault.Services.GetRequiredService<IPipelineOutputService>().GetOutputDirectory());
        Assert.Equal("/out/x/grafana", given.Services.GetRequiredService<IPipelineOutputService>().GetOutputDirectory(grafana));
    }

    [Fact]
    public async Task TemporaryDirectory_IsGoneWhenTheApplicationEnds()
    {
        string directory;
        await using (var rig = new PipelineRig())
        {
            directory = rig.Services.GetRequiredService<IPipelineOutputService>().GetTempDirectory(new ContainerResource("grafana"));
            Assert.True(Directory.Exists(directory));
        }

        Assert.False(Directory.Exists(Path.GetDirectoryName(directory)));
    }

    private static ParameterResource Missing(string name, bool secret) =>
        new(name, _ => throw new MissingParameterValueException($"Set Parameters:{name}"), secret);

    private static Task Note(List<string> list, string entry)
    {
        lock (list)
        {
            list.Add(entry);
        }

        return Task.CompletedTask;
    }

    private sealed class Target(string name) : Resource(name), IComputeEnvironmentResource
    {
        public ReferenceExpression GetHostAddressExpression(EndpointReference endpointReference) =>
            ReferenceExpression.Create($"{endpointReference.Resource.Name}");
    }
}
