using System.Globalization;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Embedded.Dashboard.Protocol;
using Google.Protobuf.Collections;
using Google.Protobuf.WellKnownTypes;
using DeclaredInput = Aspire.Hosting.InteractionInput;
using ProtocolInput = Aspire.Hosting.Embedded.Dashboard.Protocol.InteractionInput;

namespace Aspire.Hosting.Embedded.Dashboard;

/// <summary>What a command asks before it runs: as the dashboard shows it, and as the answers come back.</summary>
internal static class CommandArguments
{
    /// <summary>Describes a question to the dashboard.</summary>
    public static ProtocolInput Describe(DeclaredInput input)
    {
        var message = new ProtocolInput
        {
            Name = input.Name,
            Label = input.Label ?? input.Name,
            Placeholder = input.Placeholder ?? "",
            Description = input.Description ?? "",
            EnableDescriptionMarkdown = input.EnableDescriptionMarkdown,
            Required = input.Required,
            Disabled = input.Disabled,
            AllowCustomChoice = input.AllowCustomChoice,
            Value = input.Value ?? "",
            MaxLength = input.MaxLength ?? 0,
            InputType = input.InputType switch
            {
                InputType.SecretText => InteractionInputType.SecretText,
                InputType.Choice => InteractionInputType.Choice,
                InputType.Boolean => InteractionInputType.Boolean,
                InputType.Number => InteractionInputType.Number,
                _ => InteractionInputType.Text,
            },
        };
        foreach (var (value, text) in input.Options ?? [])
        {
            message.Options[value] = text;
        }

        return message;
    }

    /// <summary>Puts the dashboard's answers into copies of the command's questions.</summary>
    /// <param name="command">The command; null when the resource has none of that name.</param>
    /// <param name="answers">The answers by name.</param>
    /// <param name="problem">Says which answer is missing or was not asked for.</param>
    /// <returns>The arguments, or null when there is a problem.</returns>
    public static InteractionInputCollection? Read(
        ResourceCommandSnapshot? command, MapField<string, Value> answers, out string? problem)
    {
        var inputs = new InteractionInputCollection([.. (command?.Arguments ?? []).Select(Copy)]);
        problem = null;
        foreach (var (name, answer) in answers)
        {
            if (!inputs.TryGetByName(name, out var input))
            {
                problem = $"The command has no argument '{name}'. It has: {(inputs.Count == 0 ? "none" : string.Join(", ", inputs.Names))}.";
                return null;
            }

            input.Value = ToText(answer);
        }

        if (inputs.FirstOrDefault(static input => input is { Required: true, Disabled: false } && string.IsNullOrEmpty(input.Value)) is { } missing)
        {
            problem = $"The command's argument '{missing.Name}' needs a value.";
            return null;
        }

        return inputs;
    }

    // The declaration is shared by every run of the command, so an answer must not be written into it.
    private static DeclaredInput Copy(DeclaredInput input) => new()
    {
        Name = input.Name,
        InputType = input.InputType,
        Label = input.Label,
        Description = input.Description,
        EnableDescriptionMarkdown = input.EnableDescriptionMarkdown,
        Required = input.Required,
        Options = input.Options,
        AllowCustomChoice = input.AllowCustomChoice,
        Value = input.Value,
        Placeholder = input.Placeholder,
        MaxLength = input.MaxLength,
        Disabled = input.Disabled,
    };

    private static string? ToText(Value answer) => answer.KindCase switch
    {
        Value.KindOneofCase.StringValue => answer.StringValue,
        Value.KindOneofCase.BoolValue => answer.BoolValue ? "true" : "false",
        Value.KindOneofCase.NumberValue => answer.NumberValue.ToString(CultureInfo.InvariantCulture),
        Value.KindOneofCase.None or Value.KindOneofCase.NullValue => null,
        _ => answer.ToString(),
    };
}
