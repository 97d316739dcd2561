namespace Observability.LogQL.Templates.Functions;

/// <summary>The arguments of a call.</summary>
/// <param name="Function">Name of the function.</param>
/// <param name="Scope">What the template sees.</param>
/// <param name="Values">The arguments.</param>
internal readonly record struct TemplateArguments(string Function, TemplateScope Scope, IReadOnlyList<object?> Values)
{
    /// <summary>An argument, whatever it is.</summary>
    public object? this[int index] => Values[index];

    /// <summary>An argument that must be a text.</summary>
    public string Text(int index) => Values[index] as string ?? throw Wrong(index, "string");

    /// <summary>An argument that must be a whole number.</summary>
    public int Whole(int index) =>
        Values[index] is long number and >= int.MinValue and <= int.MaxValue ? (int)number : throw Wrong(index, "int");

    /// <summary>An argument that must be a time.</summary>
    public GoTime Time(int index) => Values[index] as GoTime ?? throw Wrong(index, "time.Time");

    private TemplateException Wrong(int index, string wanted) =>
        new($"error calling {Function}: wrong type for value; expected {wanted}; got {GoValue.TypeOf(Values[index])}");
}
