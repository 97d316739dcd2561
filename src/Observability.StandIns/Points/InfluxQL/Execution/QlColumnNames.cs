using Observability.StandIns.Points.InfluxQL.Syntax;

namespace Observability.StandIns.Points.InfluxQL.Execution;

/// <summary>
/// Names of columns: the alias, the field, the function, or all names of an expression with underscores between them; the second of
/// a name gets <c>_1</c>.
/// </summary>
internal static class QlColumnNames
{
    /// <summary>Names the columns of a query, after <c>time</c>.</summary>
    public static List<string> Of(IEnumerable<QlField> fields)
    {
        var names = new List<string> { "time" };
        foreach (var field in fields)
        {
            var name = field.Alias ?? string.Join('_', NamesIn(field.Expression));
            var unique = name;
            for (var i = 1; names.Contains(unique); i++)
            {
                unique = $"{name}_{i}";
            }

            names.Add(unique);
        }

        return names;
    }

    private static IEnumerable<string> NamesIn(QlExpression expression) => expression switch
    {
        QlExpression.Reference reference => [reference.Name],
        QlExpression.Call call => [call.Name],
        QlExpression.Binary binary => NamesIn(binary.Left).Concat(NamesIn(binary.Right)),
        _ => [],
    };
}
