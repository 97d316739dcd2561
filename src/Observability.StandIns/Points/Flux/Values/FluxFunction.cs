using Observability.StandIns.Points.Flux.Evaluation;
using Observability.StandIns.Points.Flux.Syntax;

namespace Observability.StandIns.Points.Flux.Values;

/// <summary>A function: of the query, or of the language.</summary>
internal sealed class FluxFunction
{
    /// <summary>A function of the query.</summary>
    public FluxFunction(FluxNode.FunctionLiteral literal, FluxScope scope) => (Literal, Scope) = (literal, scope);

    /// <summary>A function of the language.</summary>
    /// <param name="name">Its name, for messages.</param>
    /// <param name="pipe">The parameter that takes what is piped in, or null.</param>
    /// <param name="parameters">Names of all parameters.</param>
    /// <param name="body">What it does.</param>
    public FluxFunction(string name, string? pipe, IReadOnlyList<string> parameters, Func<FluxArguments, FluxValue> body) =>
        (Name, Pipe, Parameters, Body) = (name, pipe, parameters, body);

    /// <summary>Name, of one of the language's.</summary>
    public string? Name { get; }

    /// <summary>The parameter that takes what is piped in, or null.</summary>
    public string? Pipe { get; }

    /// <summary>Names of the parameters, of one of the language's.</summary>
    public IReadOnlyList<string> Parameters { get; } = [];

    /// <summary>What one of the language's does.</summary>
    public Func<FluxArguments, FluxValue>? Body { get; }

    /// <summary>How it stands in the query.</summary>
    public FluxNode.FunctionLiteral? Literal { get; }

    /// <summary>The names that are known where it stands.</summary>
    public FluxScope? Scope { get; }
}
