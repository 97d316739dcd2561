using Observability.StandIns.Points.Flux.Evaluation;
using Observability.StandIns.Points.Flux.Syntax;
using Observability.StandIns.Points.Flux.Tables;
using Observability.StandIns.Points.Flux.Values;

namespace Observability.StandIns.Points.Flux.Functions;

/// <summary>
/// <c>filter</c>. Its condition is taken apart at its ands: what only asks for columns of the key is decided once for a table, before
/// the table is read; the rest is decided for each row.
/// </summary>
internal static class FilterFunctions
{
    /// <summary>Adds it.</summary>
    public static void Add(FunctionCatalog catalog) => catalog.AddPiped("filter", "fn onEmpty", arguments =>
    {
        var keep = arguments.Text("onEmpty", "drop") switch
        {
            "drop" => false,
            "keep" => true,
            var other => throw arguments.Fail($"onEmpty must be keep or drop, was {other}"),
        };
        return FluxValue.Of(Filter(arguments, arguments.Function("fn"), keep));
    });

    private static IEnumerable<FluxTable> Filter(FluxArguments arguments, FluxFunction function, bool keep)
    {
        if (function.Literal is not { Parameters: [var parameter], Body: not FluxNode.Block } literal)
        {
            throw arguments.Fail("fn must be a function of one parameter r and one expression");
        }

        var conditions = new List<(FluxNode Node, IReadOnlySet<string>? Columns)>();
        Split(literal.Body, parameter.Name, conditions);
        foreach (var table in arguments.Tables)
        {
            if (FilterTable(arguments.Evaluator, function, parameter.Name, conditions, table, keep) is { } filtered)
            {
                yield return filtered;
            }
        }
    }

    private static FluxTable? FilterTable(
        FluxEvaluator evaluator,
        FluxFunction function,
        string parameter,
        List<(FluxNode Node, IReadOnlySet<string>? Columns)> conditions,
        FluxTable table,
        bool keep)
    {
        var scope = new FluxScope(function.Scope);
        scope.Set(parameter, FluxValue.Of(new MapRecord(table.Key.Columns)));
        var open = new List<FluxNode>();
        foreach (var (node, columns) in conditions)
        {
            if (columns?.All(name => table.Key.Contains(name) || !table.Names.Contains(name)) != true)
            {
                open.Add(node);
            }
            else if (!evaluator.Evaluate(node, scope).IsTrue)
            {
                return keep ? table.Take([]) : null;
            }
        }

        if (open.Count == 0)
        {
            return table;
        }

        var rows = new List<int>();
        var row = new TableRow(table);
        scope.Set(parameter, FluxValue.Of(row));
        for (; row.Row < table.Count; row.Row++)
        {
            if (open.TrueForAll(node => evaluator.Evaluate(node, scope).IsTrue))
            {
                rows.Add(row.Row);
            }
        }

        return rows.Count == table.Count ? table : rows.Count > 0 || keep ? table.Take([.. rows]) : null;
    }

    private static void Split(FluxNode node, string parameter, List<(FluxNode Node, IReadOnlySet<string>? Columns)> conditions)
    {
        System.Runtime.CompilerServices.RuntimeHelpers.EnsureSufficientExecutionStack();
        if (node is FluxNode.Logical { IsAnd: true } both)
        {
            Split(both.Left, parameter, conditions);
            Split(both.Right, parameter, conditions);
            return;
        }

        var columns = new HashSet<string>(StringComparer.Ordinal);
        conditions.Add((node, FindColumns(node, parameter, columns) ? columns : null));
    }

    /// <summary>Collects the columns that an expression asks for; false where it uses the row in another way.</summary>
    private static bool FindColumns(FluxNode node, string parameter, HashSet<string> columns)
    {
        System.Runtime.CompilerServices.RuntimeHelpers.EnsureSufficientExecutionStack();
        bool All(params IEnumerable<FluxNode> nodes) => nodes.All(inner => FindColumns(inner, parameter, columns));
        switch (node)
        {
            case FluxNode.Member { Object: FluxNode.Identifier owner } member when owner.Name == parameter:
                columns.Add(member.Name);
                return true;
            case FluxNode.Identifier name:
                return name.Name != parameter;
            case FluxNode.Literal:
                return true;
            case FluxNode.Member member:
                return All(member.Object);
            case FluxNode.Binary binary:
                return All(binary.Left, binary.Right);
            case FluxNode.Logical logical:
                return All(logical.Left, logical.Right);
            case FluxNode.Unary unary:
                return All(unary.Operand);
            case FluxNode.Conditional conditional:
                return All(conditional.Test, conditional.Then, conditional.Else);
            case FluxNode.ArrayLiteral array:
                return All(array.Items);
            case FluxNode.Call { Pipe: null } call:
                return All([call.Callee, .. call.Arguments.Select(argument => argument.Value)]);
            default:
                return false;
        }
    }
}
