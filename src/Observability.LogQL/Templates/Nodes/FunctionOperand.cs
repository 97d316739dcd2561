using Observability.LogQL.Templates.Functions;

namespace Observability.LogQL.Templates.Nodes;

/// <summary>A function.</summary>
/// <param name="Name">Its name.</param>
internal sealed record FunctionOperand(string Name) : Operand
{
    private readonly TemplateFunction? _function = TemplateFunctions.Find(Name);

    /// <inheritdoc />
    public override object? Evaluate(TemplateScope scope) => Call(scope, [], hasLast: false, null);

    /// <summary>Calls it.</summary>
    public object? Call(TemplateScope scope, IReadOnlyList<Operand> arguments, bool hasLast, object? last)
    {
        if (Name is "and" or "or")
        {
            return Choose(scope, arguments, hasLast, last);
        }

        var values = new List<object?>(arguments.Count + 1);
        foreach (var argument in arguments)
        {
            values.Add(argument.Evaluate(scope));
        }

        if (hasLast)
        {
            values.Add(last);
        }

        return _function!.Call(Name, scope, values);
    }

    // "and" stops at the first that is nothing, "or" at the first that is something; what is behind it is not evaluated.
    private object? Choose(TemplateScope scope, IReadOnlyList<Operand> arguments, bool hasLast, object? last)
    {
        object? value = null;
        foreach (var argument in arguments)
        {
            value = argument.Evaluate(scope);
            if (GoValue.IsTrue(value) == (Name == "or"))
            {
                return value;
            }
        }

        return hasLast ? last
            : arguments.Count > 0 ? value
            : throw new TemplateException($"wrong number of args for {Name}: want at least 1 got 0");
    }
}
