using System.Collections;
using System.Diagnostics.CodeAnalysis;

namespace Aspire.Hosting;

/// <summary>Questions that are asked together, by name without regard to case.</summary>
public sealed class InteractionInputCollection : IReadOnlyList<InteractionInput>
{
    private readonly InteractionInput[] _inputs;
    private readonly Dictionary<string, InteractionInput> _byName = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Creates a collection.</summary>
    /// <param name="inputs">The questions.</param>
    /// <exception cref="InvalidOperationException">Two have the same name.</exception>
    public InteractionInputCollection(IReadOnlyList<InteractionInput> inputs)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        _inputs = [.. inputs];
        foreach (var input in _inputs)
        {
            if (!_byName.TryAdd(input.Name, input))
            {
                throw new InvalidOperationException($"Two inputs are named '{input.Name}'; names are compared without regard to case.");
            }
        }
    }

    /// <summary>Number of questions.</summary>
    public int Count => _inputs.Length;

    /// <summary>Names of the questions.</summary>
    public IEnumerable<string> Names => _inputs.Select(static input => input.Name);

    /// <summary>Returns a question by its position.</summary>
    /// <param name="index">The position, from 0.</param>
    public InteractionInput this[int index] => _inputs[index];

    /// <summary>Returns a question by its name.</summary>
    /// <param name="name">The name.</param>
    /// <exception cref="KeyNotFoundException">There is none of that name.</exception>
    public InteractionInput this[string name] =>
        _byName.TryGetValue(name, out var input) ? input : throw new KeyNotFoundException($"There is no input named '{name}'.");

    /// <summary>True where there is a question of that name.</summary>
    /// <param name="name">The name.</param>
    public bool ContainsName(string name) => _byName.ContainsKey(name);

    /// <summary>Finds a question by its name.</summary>
    /// <param name="name">The name.</param>
    /// <param name="input">The question, or null.</param>
    public bool TryGetByName(string name, [NotNullWhen(true)] out InteractionInput? input) => _byName.TryGetValue(name, out input);

    /// <summary>Returns an answer; null where there is none.</summary>
    /// <param name="name">Name of the question.</param>
    /// <exception cref="KeyNotFoundException">There is none of that name.</exception>
    public string? GetString(string name) => this[name].Value;

    /// <summary>Returns the questions.</summary>
    public InteractionInput[] ToArray() => [.. _inputs];

    /// <summary>Enumerates the questions.</summary>
    public IEnumerator<InteractionInput> GetEnumerator() => ((IEnumerable<InteractionInput>)_inputs).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => _inputs.GetEnumerator();
}
