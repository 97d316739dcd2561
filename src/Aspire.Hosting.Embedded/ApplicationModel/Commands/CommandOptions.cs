namespace Aspire.Hosting.ApplicationModel;

/// <summary>How a command is shown and when it can be used.</summary>
public class CommandOptions
{
    /// <summary>What it does; null for nothing said.</summary>
    public string? Description { get; set; }

    /// <summary>Question that is asked first; null (the default) for none.</summary>
    public string? ConfirmationMessage { get; set; }

    /// <summary>What is asked before it is executed; default nothing.</summary>
    public IReadOnlyList<InteractionInput> Arguments { get; set; } = [];

    /// <summary>Checks the answers; null (the default) for no check.</summary>
    public Func<InputsDialogValidationContext, Task>? ValidateArguments { get; set; }

    /// <summary>Name of a Fluent UI icon; null for none.</summary>
    public string? IconName { get; set; }

    /// <summary>Variant of the icon; null for the regular one.</summary>
    public IconVariant? IconVariant { get; set; }

    /// <summary>True where it has a button of its own and is not only in the menu; default false.</summary>
    public bool IsHighlighted { get; set; }

    /// <summary>Where it can be used; default everywhere.</summary>
    public ResourceCommandVisibility Visibility { get; set; } = ResourceCommandVisibility.UI | ResourceCommandVisibility.Api;

    /// <summary>Whether it can be used now; null (the default) for always.</summary>
    public Func<UpdateCommandStateContext, ResourceCommandState>? UpdateState { get; set; }
}
