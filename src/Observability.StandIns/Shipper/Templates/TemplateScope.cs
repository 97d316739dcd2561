namespace Observability.StandIns.Shipper.Templates;

/// <summary>What names stand for while a template is filled in.</summary>
/// <param name="field">Value of a field of the root, or null.</param>
internal sealed class TemplateScope(Func<string, string?> field)
{
    private readonly Dictionary<string, object?> _variables = new(StringComparer.Ordinal);
    private readonly Stack<object?> _dots = new();

    /// <summary>What <c>.</c> is; the root outside of <c>with</c>.</summary>
    public object? Dot => _dots.TryPeek(out var dot) ? dot : this;

    /// <summary>Value of a field of what <c>.</c> is.</summary>
    public object? Field(string name) => _dots.Count == 0
        ? field(name)
        : throw new TemplateException($".{name} of a text");

    /// <summary>Value of a field of the root.</summary>
    public object? RootField(string name) => field(name);

    /// <summary>Value of a variable.</summary>
    public object? this[string variable]
    {
        get => _variables.GetValueOrDefault(variable);
        set => _variables[variable] = value;
    }

    /// <summary>Makes something what <c>.</c> is, until <see cref="Leave"/>.</summary>
    public void Enter(object? dot) => _dots.Push(dot);

    /// <summary>Makes <c>.</c> again what it was.</summary>
    public void Leave() => _dots.Pop();
}
