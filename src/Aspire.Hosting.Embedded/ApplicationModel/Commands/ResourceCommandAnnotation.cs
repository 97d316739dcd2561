using System.Diagnostics;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>A command of a resource.</summary>
[DebuggerDisplay("Type = {GetType().Name,nq}, Name = {Name}")]
public sealed class ResourceCommandAnnotation : IResourceAnnotation
{
    /// <summary>Creates a command.</summary>
    /// <param name="name">Name of the command, unique in its resource.</param>
    /// <param name="displayName">Text of its button.</param>
    /// <param name="updateState">Whether it can be used now.</param>
    /// <param name="executeCommand">What it does.</param>
    /// <param name="displayDescription">What is said about it.</param>
    /// <param name="arguments">What is asked before it is executed; null for nothing.</param>
    /// <param name="confirmationMessage">Question that is asked first; null for none.</param>
    /// <param name="iconName">Name of a Fluent UI icon; null for none.</param>
    /// <param name="iconVariant">Variant of the icon; null for the regular one.</param>
    /// <param name="isHighlighted">True where it has a button of its own.</param>
    /// <param name="visibility">Where it can be used; default everywhere.</param>
    /// <param name="validateArguments">Checks the answers; null for no check.</param>
    public ResourceCommandAnnotation(
        string name,
        string displayName,
        Func<UpdateCommandStateContext, ResourceCommandState> updateState,
        Func<ExecuteCommandContext, Task<ExecuteCommandResult>> executeCommand,
        string? displayDescription,
        IReadOnlyList<InteractionInput>? arguments,
        string? confirmationMessage,
        string? iconName,
        IconVariant? iconVariant,
        bool isHighlighted,
        ResourceCommandVisibility visibility = ResourceCommandVisibility.UI | ResourceCommandVisibility.Api,
        Func<InputsDialogValidationContext, Task>? validateArguments = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(displayName);
        ArgumentNullException.ThrowIfNull(updateState);
        ArgumentNullException.ThrowIfNull(executeCommand);
        Name = name;
        DisplayName = displayName;
        UpdateState = updateState;
        ExecuteCommand = executeCommand;
        DisplayDescription = displayDescription;
        Arguments = arguments ?? [];
        ConfirmationMessage = confirmationMessage;
        IconName = iconName;
        IconVariant = iconVariant;
        IsHighlighted = isHighlighted;
        Visibility = visibility;
        ValidateArguments = validateArguments;
    }

    /// <summary>Name of the command, unique in its resource.</summary>
    public string Name { get; }

    /// <summary>Text of its button.</summary>
    public string DisplayName { get; }

    /// <summary>Whether it can be used now.</summary>
    public Func<UpdateCommandStateContext, ResourceCommandState> UpdateState { get; }

    /// <summary>What it does.</summary>
    public Func<ExecuteCommandContext, Task<ExecuteCommandResult>> ExecuteCommand { get; }

    /// <summary>What is said about it.</summary>
    public string? DisplayDescription { get; }

    /// <summary>What is asked before it is executed.</summary>
    public IReadOnlyList<InteractionInput> Arguments { get; }

    /// <summary>Question that is asked first; null for none.</summary>
    public string? ConfirmationMessage { get; }

    /// <summary>Name of a Fluent UI icon; null for none.</summary>
    public string? IconName { get; }

    /// <summary>Variant of the icon; null for the regular one.</summary>
    public IconVariant? IconVariant { get; }

    /// <summary>True where it has a button of its own and is not only in the menu.</summary>
    public bool IsHighlighted { get; }

    /// <summary>Where it can be used.</summary>
    public ResourceCommandVisibility Visibility { get; }

    /// <summary>Checks the answers; null for no check.</summary>
    public Func<InputsDialogValidationContext, Task>? ValidateArguments { get; }
}
