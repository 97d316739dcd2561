using Observability.StandIns.Points.Flux.Evaluation;
using Observability.StandIns.Points.Flux.Functions;
using Observability.StandIns.Points.Flux.Syntax;
using Observability.StandIns.Points.Flux.Tables;
using Observability.StandIns.Points.Flux.Values;

namespace Observability.StandIns.Points.Flux;

/// <summary>A query that has been read and checked.</summary>
internal sealed class FluxProgram
{
    private readonly string _text;
    private readonly IReadOnlyList<FluxNode> _statements;

    private FluxProgram(string text, IReadOnlyList<FluxNode> statements) => (_text, _statements) = (text, statements);

    /// <summary>Reads and checks a query.</summary>
    /// <exception cref="FluxException">It is wrong; the message says where.</exception>
    public static FluxProgram Compile(string text) => Guard(() =>
    {
        var statements = FluxParser.Parse(text);
        foreach (var import in statements.OfType<FluxNode.Import>().Where(import => FunctionCatalog.Instance.Package(import.Path) is null))
        {
            throw new FluxException(
                $"compilation failed: error @{FluxLexer.Place(text, import.Position)}: invalid import path {import.Path}: "
                + "this stand-in for InfluxDB does not support it");
        }

        new ScopeCheck(text).Check(statements, FunctionCatalog.Instance.Universe.Keys);
        return new FluxProgram(text, statements);
    });

    /// <summary>Runs it; the tables of what it yields are made when they are read.</summary>
    /// <exception cref="FluxException">It cannot be run.</exception>
    public FluxResults Run(QueryContext context) => Guard(() =>
    {
        var evaluator = new FluxEvaluator(context, _text);
        var scope = new FluxScope(null);
        foreach (var (name, value) in FunctionCatalog.Instance.Universe)
        {
            scope.Set(name, value);
        }

        foreach (var statement in _statements)
        {
            Run(statement, evaluator, scope);
        }

        return evaluator.Results;
    });

    private static void Run(FluxNode statement, FluxEvaluator evaluator, FluxScope scope)
    {
        switch (statement)
        {
            case FluxNode.Import import:
                scope.Set(import.Name, FluxValue.Of(FunctionCatalog.Instance.Package(import.Path)!));
                break;
            case FluxNode.Assignment { IsOption: true, Name: "now" } now:
                var function = evaluator.Evaluate(now.Value, scope);
                evaluator.Context.Now = function.Kind == ValueKind.Function
                    && evaluator.Call(function.Function) is { Kind: ValueKind.Time } time
                    ? time.Bits
                    : throw new FluxException("option now must be a function that returns a time");
                break;
            case FluxNode.Assignment assignment:
                // option task comes here, too: a query that runs once has no use for it.
                scope.Set(assignment.Name, evaluator.Evaluate(assignment.Value, scope));
                break;
            default:
                var value = evaluator.Evaluate(statement, scope);
                if (value.Kind == ValueKind.Stream && statement is not FluxNode.Call { Callee: FluxNode.Identifier { Name: "yield" } })
                {
                    evaluator.Results.Add("_result", value.Stream);
                }

                break;
        }
    }

    /// <summary>The tables; where making one is too deep for the stack, it says so.</summary>
    public static IEnumerable<FluxTable> GuardTables(IEnumerable<FluxTable> tables)
    {
        using var enumerator = Guard(tables.GetEnumerator);
        while (Guard(enumerator.MoveNext))
        {
            yield return enumerator.Current;
        }
    }

    /// <summary>Does something that follows the query's own nesting; where that is too deep for the stack, it says so.</summary>
    public static T Guard<T>(Func<T> work)
    {
        try
        {
            return work();
        }
        catch (InsufficientExecutionStackException)
        {
            throw new FluxException(FluxException.TooExpensive, "the query is nested too deeply");
        }
    }
}
