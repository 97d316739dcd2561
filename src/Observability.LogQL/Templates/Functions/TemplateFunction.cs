namespace Observability.LogQL.Templates.Functions;

/// <summary>A function of templates.</summary>
/// <param name="Least">How many arguments it needs.</param>
/// <param name="Most">How many it takes.</param>
/// <param name="Run">What it does.</param>
internal sealed record TemplateFunction(int Least, int Most, Func<TemplateArguments, object?> Run)
{
    /// <summary>Calls it.</summary>
    /// <exception cref="TemplateException">The arguments do not fit.</exception>
    public object? Call(string name, TemplateScope scope, IReadOnlyList<object?> arguments)
    {
        if (arguments.Count < Least || arguments.Count > Most)
        {
            var wanted = Least == Most ? $"{Least}" : arguments.Count < Least ? $"at least {Least}" : $"at most {Most}";
            throw new TemplateException(
                FormattableString.Invariant($"wrong number of args for {name}: want {wanted} got {arguments.Count}"));
        }

        return Run(new TemplateArguments(name, scope, arguments));
    }
}
