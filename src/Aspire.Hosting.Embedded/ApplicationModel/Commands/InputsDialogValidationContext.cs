using System.Diagnostics.CodeAnalysis;

namespace Aspire.Hosting;

/// <summary>Answers that are to be checked.</summary>
public sealed class InputsDialogValidationContext
{
    /// <summary>The questions with their answers.</summary>
    public required InteractionInputCollection Inputs { get; init; }

    /// <summary>The application's services.</summary>
    public required IServiceProvider Services { get; init; }

    /// <summary>Ends the check.</summary>
    public required CancellationToken CancellationToken { get; init; }

    /// <summary>Says what is wrong with an answer.</summary>
    /// <param name="input">The question.</param>
    /// <param name="errorMessage">What is wrong.</param>
    [SuppressMessage("Performance", "CA1822", Justification = "The shape is Aspire.Hosting's.")]
    public void AddValidationError(InteractionInput input, string errorMessage)
    {
        ArgumentNullException.ThrowIfNull(input);
        ArgumentException.ThrowIfNullOrEmpty(errorMessage);
        input.ValidationErrors.Add(errorMessage);
    }

    /// <summary>Says what is wrong with an answer.</summary>
    /// <param name="inputName">Name of the question.</param>
    /// <param name="errorMessage">What is wrong.</param>
    /// <exception cref="KeyNotFoundException">There is none of that name.</exception>
    public void AddValidationError(string inputName, string errorMessage) => AddValidationError(Inputs[inputName], errorMessage);
}
