using System.Runtime.CompilerServices;
using System.Text;
using Observability.StandIns.Points.Flux.Syntax;
using Observability.StandIns.Points.Flux.Values;

namespace Observability.StandIns.Points.Flux.Evaluation;

/// <summary>Evaluates expressions.</summary>
/// <param name="context">What the query may see and cost.</param>
/// <param name="text">The query, for the places in messages.</param>
internal sealed class FluxEvaluator(QueryContext context, string text)
{
    // Grammar bounds the depth of a query; calls of functions that call functions are bounded here.
    private const int DeepestCalls = 100;
    private int _calls;

    /// <summary>What the query may see and cost.</summary>
    public QueryContext Context => context;

    /// <summary>What the query yields.</summary>
    public FluxResults Results { get; } = new();

    /// <summary>Evaluates.</summary>
    /// <exception cref="FluxException">It cannot be.</exception>
    public FluxValue Evaluate(FluxNode node, FluxScope scope)
    {
        context.Budget.Step();
        RuntimeHelpers.EnsureSufficientExecutionStack();
        return node switch
        {
            FluxNode.Literal literal => literal.Value,
            FluxNode.Identifier name => scope.TryGet(name.Name, out var value)
                ? value
                : throw Fail(node, $"undefined identifier \"{name.Name}\""),
            FluxNode.Member member => EvaluateMember(member, scope),
            FluxNode.Binary binary => EvaluateBinary(binary, scope),
            FluxNode.Logical logical => EvaluateLogical(logical, scope),
            FluxNode.Call call => EvaluateCall(call, scope),
            FluxNode.Unary unary => EvaluateUnary(unary, scope),
            FluxNode.Conditional conditional => Evaluate(
                Evaluate(conditional.Test, scope).IsTrue ? conditional.Then : conditional.Else, scope),
            FluxNode.RecordLiteral record => EvaluateRecord(record, scope),
            FluxNode.ArrayLiteral array => FluxValue.Of([.. array.Items.Select(item => Evaluate(item, scope))]),
            FluxNode.FunctionLiteral function => FluxValue.Of(new FluxFunction(function, scope)),
            FluxNode.Interpolation interpolation => EvaluateInterpolation(interpolation, scope),
            FluxNode.Index index => EvaluateIndex(index, scope),
            _ => throw Fail(node, "it is no expression"),
        };
    }

    /// <summary>Calls a function with arguments by name; the first is also what is piped in where a name is the pipe's.</summary>
    public FluxValue Call(FluxFunction function, params ReadOnlySpan<(string Name, FluxValue Value)> arguments)
    {
        if (function.Literal is { } literal)
        {
            var scope = new FluxScope(function.Scope);
            foreach (var parameter in literal.Parameters)
            {
                scope.Set(parameter.Name, Find(arguments, parameter) ?? Default(parameter, function));
            }

            return Run(literal, scope);
        }

        var values = new Dictionary<string, FluxValue>(StringComparer.Ordinal);
        foreach (var (name, value) in arguments)
        {
            values[name is "" or "tables" && function.Pipe is { } pipe ? pipe : name] = value;
        }

        return function.Body!(new FluxArguments(function, values, this));
    }

    /// <summary>Runs the body of a function of the query, whose parameters the scope has.</summary>
    public FluxValue Run(FluxNode.FunctionLiteral function, FluxScope scope)
    {
        if (++_calls > DeepestCalls)
        {
            throw Fail(function, "functions call each other too deeply");
        }

        try
        {
            if (function.Body is not FluxNode.Block block)
            {
                return Evaluate(function.Body, scope);
            }

            foreach (var statement in block.Statements)
            {
                switch (statement)
                {
                    case FluxNode.Assignment assignment:
                        scope.Set(assignment.Name, Evaluate(assignment.Value, scope));
                        break;
                    case FluxNode.Return result:
                        return Evaluate(result.Value, scope);
                    default:
                        Evaluate(statement, scope);
                        break;
                }
            }

            return FluxValue.Null;
        }
        finally
        {
            _calls--;
        }
    }

    private static FluxValue? Find(ReadOnlySpan<(string Name, FluxValue Value)> arguments, FluxParameter parameter)
    {
        foreach (var (name, value) in arguments)
        {
            if (name == parameter.Name || (parameter.IsPipe && name is "" or "tables"))
            {
                return value;
            }
        }

        return null;
    }

    private FluxValue Default(FluxParameter parameter, FluxFunction function) => parameter.Default is { } node
        ? Evaluate(node, function.Scope!)
        : throw Fail(function.Literal!, $"missing required argument {parameter.Name}");

    private FluxValue EvaluateMember(FluxNode.Member member, FluxScope scope)
    {
        var owner = Evaluate(member.Object, scope);
        if (owner.Kind != ValueKind.Record)
        {
            throw Fail(member, $"expected a record with {member.Name}, got {FluxValue.Name(owner.Kind)}");
        }

        // A row without the column has no value there.
        return owner.Record.TryGet(member.Name, out var value)
            ? value
            : owner.Record is Functions.Packages.FluxPackage package
                ? throw Fail(member, $"{package.Path}.{member.Name}: this stand-in for InfluxDB does not support it")
                : FluxValue.Null;
    }

    private FluxValue EvaluateBinary(FluxNode.Binary binary, FluxScope scope)
    {
        var (left, right) = (Evaluate(binary.Left, scope), Evaluate(binary.Right, scope));
        return Operators.Apply(binary.Operator, left, right) ?? throw Fail(binary, Operators.Describe(binary.Operator, left, right));
    }

    private FluxValue EvaluateLogical(FluxNode.Logical logical, FluxScope scope)
    {
        var left = EvaluateCondition(logical.Left, scope);
        if (!left.IsNull && left.IsTrue != logical.IsAnd)
        {
            return left;
        }

        var right = EvaluateCondition(logical.Right, scope);
        return !right.IsNull && right.IsTrue != logical.IsAnd ? right : left.IsNull ? left : right;
    }

    private FluxValue EvaluateCondition(FluxNode node, FluxScope scope)
    {
        var value = Evaluate(node, scope);
        return value.Kind is ValueKind.Bool or ValueKind.Null ? value
            : throw Fail(node, $"expected bool, got {FluxValue.Name(value.Kind)}");
    }

    private FluxValue EvaluateUnary(FluxNode.Unary unary, FluxScope scope)
    {
        var operand = Evaluate(unary.Operand, scope);
        return (unary.Operator, operand.Kind) switch
        {
            ("exists", _) => FluxValue.Of(!operand.IsNull),
            (_, ValueKind.Null) => operand,
            ("not", ValueKind.Bool) => FluxValue.Of(!operand.IsTrue),
            ("-", ValueKind.Int) => FluxValue.Of(unchecked(-operand.Bits)),
            ("-", ValueKind.Float) => FluxValue.Of(-operand.Float),
            ("-", ValueKind.Duration) => FluxValue.Of(operand.Duration.Negate()),
            _ => throw Fail(unary, $"{unary.Operator} cannot be applied to {FluxValue.Name(operand.Kind)}"),
        };
    }

    private FluxValue EvaluateRecord(FluxNode.RecordLiteral record, FluxScope scope)
    {
        var made = new MapRecord([]);
        if (record.With is not null)
        {
            var with = Evaluate(record.With, scope);
            made = with.Kind == ValueKind.Record ? new MapRecord(with.Record.Properties) : throw Fail(record, "with needs a record");
        }

        foreach (var (name, value) in record.Properties)
        {
            made.Set(name, Evaluate(value, scope));
        }

        return FluxValue.Of(made);
    }

    private FluxValue EvaluateInterpolation(FluxNode.Interpolation interpolation, FluxScope scope)
    {
        var made = new StringBuilder();
        foreach (var part in interpolation.Parts)
        {
            var value = Evaluate(part, scope);
            made.Append(value.Kind is > ValueKind.Null and <= ValueKind.Duration
                ? value.ToString()
                : throw Fail(part, $"{FluxValue.Name(value.Kind)} cannot be part of a string"));
        }

        return FluxValue.Of(Limits.Check(made.ToString()));
    }

    private FluxValue EvaluateIndex(FluxNode.Index index, FluxScope scope)
    {
        var (owner, which) = (Evaluate(index.Object, scope), Evaluate(index.Which, scope));
        return (owner.Kind, which.Kind) switch
        {
            (ValueKind.Array, ValueKind.Int) when which.Bits >= 0 && which.Bits < owner.Items.Count => owner.Items[(int)which.Bits],
            (ValueKind.Array, ValueKind.Int) =>
                throw Fail(index, $"cannot access element {which.Bits} in array of length {owner.Items.Count}"),
            (ValueKind.Record, ValueKind.String) => owner.Record.TryGet(which.Text, out var value) ? value : FluxValue.Null,
            _ => throw Fail(index, $"{FluxValue.Name(owner.Kind)} cannot be indexed by {FluxValue.Name(which.Kind)}"),
        };
    }

    private FluxValue EvaluateCall(FluxNode.Call call, FluxScope scope)
    {
        var callee = Evaluate(call.Callee, scope);
        if (callee.Kind != ValueKind.Function)
        {
            throw Fail(call, $"expected a function, got {FluxValue.Name(callee.Kind)}");
        }

        var function = callee.Function;
        var arguments = new (string, FluxValue)[call.Arguments.Count + (call.Pipe is null ? 0 : 1)];
        for (var i = 0; i < call.Arguments.Count; i++)
        {
            arguments[i] = (call.Arguments[i].Name, Evaluate(call.Arguments[i].Value, scope));
            var name = arguments[i].Item1;
            if (!(function.Literal?.Parameters.Any(parameter => parameter.Name == name) ?? function.Parameters.Contains(name)))
            {
                throw Fail(call, $"unexpected argument {name}");
            }
        }

        if (call.Pipe is not null)
        {
            if (!(function.Literal?.Parameters.Any(parameter => parameter.IsPipe) ?? function.Pipe is not null))
            {
                throw Fail(call, "the function takes nothing that is piped in");
            }

            arguments[^1] =
                (function.Literal?.Parameters.First(parameter => parameter.IsPipe).Name ?? function.Pipe!, Evaluate(call.Pipe, scope));
        }

        return Call(function, arguments);
    }

    private FluxException Fail(FluxNode node, string message) => new($"error @{FluxLexer.Place(text, node.Position)}: {message}");
}
