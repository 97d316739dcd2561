using Observability.StandIns.Points.Flux.Values;

namespace Observability.StandIns.Points.Flux.Syntax;

/// <summary>A part of a query, as the grammar has it.</summary>
/// <param name="Position">Where it begins.</param>
internal abstract record FluxNode(int Position)
{
    /// <summary>A value that stands there.</summary>
    internal sealed record Literal(int Position, FluxValue Value) : FluxNode(Position);

    /// <summary>A text with expressions in it.</summary>
    internal sealed record Interpolation(int Position, IReadOnlyList<FluxNode> Parts) : FluxNode(Position);

    /// <summary>A name.</summary>
    internal sealed record Identifier(int Position, string Name) : FluxNode(Position);

    /// <summary><c>[a, b]</c></summary>
    internal sealed record ArrayLiteral(int Position, IReadOnlyList<FluxNode> Items) : FluxNode(Position);

    /// <summary><c>{a: 1}</c> or <c>{r with a: 1}</c></summary>
    internal sealed record RecordLiteral(int Position, FluxNode? With, IReadOnlyList<(string Name, FluxNode Value)> Properties)
        : FluxNode(Position);

    /// <summary><c>(a, b=1, t=&lt;-) =&gt; …</c></summary>
    internal sealed record FunctionLiteral(int Position, IReadOnlyList<FluxParameter> Parameters, FluxNode Body) : FluxNode(Position);

    /// <summary>Statements between braces, the last of which returns.</summary>
    internal sealed record Block(int Position, IReadOnlyList<FluxNode> Statements) : FluxNode(Position);

    /// <summary><c>f(a: 1)</c>, perhaps with something piped in.</summary>
    internal sealed record Call(int Position, FluxNode Callee, IReadOnlyList<(string Name, FluxNode Value)> Arguments,
        FluxNode? Pipe) : FluxNode(Position);

    /// <summary><c>r.a</c> or <c>r["a"]</c></summary>
    internal sealed record Member(int Position, FluxNode Object, string Name) : FluxNode(Position);

    /// <summary><c>a[0]</c></summary>
    internal sealed record Index(int Position, FluxNode Object, FluxNode Which) : FluxNode(Position);

    /// <summary><c>-a</c>, <c>not a</c>, <c>exists a</c></summary>
    internal sealed record Unary(int Position, string Operator, FluxNode Operand) : FluxNode(Position);

    /// <summary>An arithmetic operation or a comparison.</summary>
    internal sealed record Binary(int Position, FluxOperator Operator, FluxNode Left, FluxNode Right) : FluxNode(Position);

    /// <summary><c>a and b</c>, <c>a or b</c></summary>
    internal sealed record Logical(int Position, bool IsAnd, FluxNode Left, FluxNode Right) : FluxNode(Position);

    /// <summary><c>if a then b else c</c></summary>
    internal sealed record Conditional(int Position, FluxNode Test, FluxNode Then, FluxNode Else) : FluxNode(Position);

    /// <summary><c>a = 1</c> or <c>option a = 1</c></summary>
    internal sealed record Assignment(int Position, string Name, FluxNode Value, bool IsOption) : FluxNode(Position);

    /// <summary><c>return a</c></summary>
    internal sealed record Return(int Position, FluxNode Value) : FluxNode(Position);

    /// <summary><c>import "a"</c></summary>
    internal sealed record Import(int Position, string Path, string Name) : FluxNode(Position);
}
