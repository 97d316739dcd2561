using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Embedded.Pipelines;
using Aspire.Hosting.Pipelines;

namespace Aspire.Hosting.Embedded.Tests.Pipelines;

public sealed class PipelineGraphTests
{
    [Fact]
    public void Closure_OfAStep_HasWhatItDependsOnInOrderAndNothingElse()
    {
        var graph = PipelineGraph.Create(
            [Step("last", "middle"), Step("other"), Step("middle", "first"), Step("first"), Step("after", "last")], "last");

        Assert.Equal(["first", "middle", "last"], graph.Closure("last").Select(planned => planned.Step.Name));
    }

    [Fact]
    public void Closure_WithRequiredBy_HasTheSameOrderAsWithDependsOn()
    {
        var first = Step("first");
        first.RequiredBy("last");

        var graph = PipelineGraph.Create([Step("last"), first], "last");

        Assert.Equal(["first", "last"], graph.Closure("last").Select(planned => planned.Step.Name));
    }

    [Fact]
    public void Create_WithSeveralMistakes_NamesAllOfThem()
    {
        var ofResource = Step("orphan", "nowhere");
        ofResource.Resource = new ContainerResource("grafana");
        ofResource.RequiredBy("nobody");

        var exception = Assert.Throws<DistributedApplicationException>(() => PipelineGraph.Create(
            [ofResource, Step("twice"), Step("twice"), Step("a", "b"), Step("b", "c"), Step("c", "a"), Step("waits", "a"), Step("self", "self")],
            "wanted"));

        Assert.Contains("there is no step 'wanted'; there are: a, b, c, orphan, self, twice, waits", exception.Message, StringComparison.Ordinal);
        Assert.Contains("step 'orphan' of resource 'grafana' depends on 'nowhere', which does not exist", exception.Message, StringComparison.Ordinal);
        Assert.Contains("step 'orphan' of resource 'grafana' is required by 'nobody', which does not exist", exception.Message, StringComparison.Ordinal);
        Assert.Contains("step 'twice' is declared twice, by the pipeline and by the pipeline", exception.Message, StringComparison.Ordinal);
        Assert.Contains("steps wait for each other: a -> b -> c -> a", exception.Message, StringComparison.Ordinal);
        Assert.Contains("steps wait for each other: self -> self", exception.Message, StringComparison.Ordinal);
        // A step that only waits for a cycle is not part of one.
        Assert.DoesNotContain("waits ->", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Create_WithALongChain_OrdersItWithoutRecursion()
    {
        const int Length = 20_000;
        var steps = Enumerable.Range(0, Length).Select(index => index == 0 ? Step("s0") : Step($"s{index}", $"s{index - 1}")).Reverse().ToList();

        var closure = PipelineGraph.Create(steps, $"s{Length - 1}").Closure($"s{Length - 1}");

        Assert.Equal(Enumerable.Range(0, Length).Select(index => $"s{index}"), closure.Select(planned => planned.Step.Name));
    }

    private static PipelineStep Step(string name, params string[] dependsOn) =>
        new() { Name = name, Action = _ => Task.CompletedTask, DependsOnSteps = [.. dependsOn] };
}
