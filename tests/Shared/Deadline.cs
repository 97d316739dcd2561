namespace Observability.Tests;

/// <summary>How long a test waits at most and for what; the name is in the message when the time is over.</summary>
/// <param name="Name">What is awaited, for example <c>all gone after a stop</c>.</param>
/// <param name="Time">The longest time that is still right. Generous: it is a limit, not a benchmark.</param>
internal readonly record struct Deadline(string Name, TimeSpan Time)
{
    /// <summary>Something that follows within this process, on a machine that does ten other things.</summary>
    public static Deadline InProcess { get; } = new("in-process", TimeSpan.FromSeconds(30));

    /// <summary>One server answers after its start.</summary>
    public static Deadline ServerReady { get; } = new("server ready", TimeSpan.FromSeconds(30));

    /// <summary>The whole stack is healthy; allows for a first fetch and a loaded machine.</summary>
    public static Deadline StackReady { get; } = new("stack ready", TimeSpan.FromSeconds(120));

    /// <summary>
    /// A sample, alert or record has gone through scrape, rule evaluation and delivery: a few intervals of 5 s each, on a machine
    /// that does ten other things.
    /// </summary>
    public static Deadline DataFlow { get; } = new("data flow", TimeSpan.FromSeconds(100));

    /// <summary>A small project builds, with what it refers to already built.</summary>
    public static Deadline Build { get; } = new("build", TimeSpan.FromSeconds(180));

    /// <summary>A page shows what it should.</summary>
    public static Deadline Page { get; } = new("page", TimeSpan.FromSeconds(60));

    /// <summary>
    /// No process, port, container or socket is left after a stop or a kill. The promise is ten seconds (docs/reliability.md); beside
    /// two other lanes of tests on two cores it takes longer.
    /// </summary>
    public static Deadline Gone { get; } = new("all gone", TimeSpan.FromSeconds(30));
}
