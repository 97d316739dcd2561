namespace Observability.StandIns.Points.Flux.Evaluation;

/// <summary>What one query may cost: time, and cells of tables that it makes.</summary>
/// <param name="clock">The time.</param>
/// <param name="cancellationToken">When nobody waits for the answer any more.</param>
internal sealed class QueryBudget(TimeProvider clock, CancellationToken cancellationToken)
{
    /// <summary>The longest that a query may run.</summary>
    public static readonly TimeSpan LongestTime = TimeSpan.FromSeconds(60);

    /// <summary>The most cells that it may make; of 8 bytes and more each.</summary>
    public const long MostCells = 60_000_000;

    // The clock is asked once in so many steps.
    private const int StepsBetweenLooks = 4096;
    private readonly long _started = clock.GetTimestamp();
    private long _cells;
    private int _steps;

    /// <summary>Counts cells.</summary>
    /// <exception cref="FluxException">There are too many, or it has run for too long.</exception>
    public void Charge(long cells)
    {
        _cells += cells;
        if (_cells > MostCells)
        {
            throw new FluxException(FluxException.TooExpensive,
                $"the query makes more than {MostCells} values; narrow its range or filter");
        }

        Look();
    }

    /// <summary>Counts a step of an expression.</summary>
    public void Step()
    {
        if (++_steps >= StepsBetweenLooks)
        {
            _steps = 0;
            Look();
        }
    }

    private void Look()
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (clock.GetElapsedTime(_started) > LongestTime)
        {
            throw new FluxException(FluxException.TooExpensive,
                $"the query ran for more than {LongestTime.TotalSeconds:0} s; narrow its range or filter");
        }
    }
}
