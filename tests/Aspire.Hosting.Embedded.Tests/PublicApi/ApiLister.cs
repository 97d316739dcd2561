using System.Globalization;
using System.Reflection;
using System.Runtime.CompilerServices;

namespace Aspire.Hosting.Embedded.Tests.PublicApi;

/// <summary>
/// Lists what an assembly shows to others in the namespaces <c>Aspire.Hosting*</c>: one line for each type, base
/// type, interface and member, sorted ordinally. A subset of an API has a subset of its lines.
/// </summary>
internal static class ApiLister
{
    private const BindingFlags Declared =
        BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    /// <summary>All lines of an assembly.</summary>
    public static IReadOnlyList<string> List(Assembly assembly) =>
        [.. Types(assembly).SelectMany(Lines).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];

    /// <summary>The visible types in Aspire's namespaces.</summary>
    public static IEnumerable<Type> Types(Assembly assembly) => assembly.GetExportedTypes()
        .Where(type => type.Namespace is { } name
            && (name == "Aspire.Hosting" || name.StartsWith("Aspire.Hosting.", StringComparison.Ordinal)));

    /// <summary>The lines of one type, without those of its nested types.</summary>
    public static IEnumerable<string> Lines(Type type)
    {
        var name = ApiTypeName.Declared(type);
        yield return name + " : " + Obsolete(type) + Kind(type) + Constraints(type.GetGenericArguments());
        if (type.BaseType is { } parent && !IsImplied(parent))
        {
            yield return name + " : base " + ApiTypeName.Of(parent);
        }

        var contracts = type.IsEnum || type.IsSubclassOf(typeof(Delegate)) ? [] : type.GetInterfaces();
        foreach (var contract in contracts.Where(contract => contract.IsVisible))
        {
            yield return name + " : interface " + ApiTypeName.Of(contract);
        }

        foreach (var member in type.GetMembers(Declared))
        {
            if (!IsGenerated(member) && Line(member) is { } line)
            {
                yield return name + "." + line;
            }
        }
    }

    private static string? Line(MemberInfo member) => member switch
    {
        ConstructorInfo constructor when IsVisible(constructor) && !constructor.IsStatic =>
            Obsolete(member) + Access(constructor) + "new" + Parameters(constructor),
        MethodInfo method when IsVisible(method) && (!method.IsSpecialName || method.Name.StartsWith("op_", StringComparison.Ordinal)) =>
            Method(method),
        PropertyInfo property => Property(property),
        EventInfo happening when happening.AddMethod is { } add && IsVisible(add) =>
            "event " + ApiTypeName.Of(happening.EventHandlerType!) + " " + happening.Name,
        FieldInfo field when (field.IsPublic || field.IsFamily || field.IsFamilyOrAssembly) && !field.IsSpecialName =>
            Field(field),
        _ => null,
    };

    private static string Method(MethodInfo method)
    {
        var generic = method.IsGenericMethodDefinition
            ? "<" + string.Join(", ", method.GetGenericArguments().Select(argument => argument.Name)) + ">"
            : "";
        return Obsolete(method) + Access(method) + Modifiers(method) + method.Name + generic + Parameters(method)
            + " -> " + ApiTypeName.Of(method.ReturnParameter)
            + (method.IsGenericMethodDefinition ? Constraints(method.GetGenericArguments()) : "");
    }

    private static string? Property(PropertyInfo property)
    {
        var get = property.GetMethod is { } getter && IsVisible(getter) ? getter : null;
        var set = property.SetMethod is { } setter && IsVisible(setter) ? setter : null;
        if ((get ?? set) is not { } accessor)
        {
            return null;
        }

        var init = set?.ReturnParameter.GetRequiredCustomModifiers().Any(type => type.Name == nameof(IsExternalInit)) == true;
        return Obsolete(property) + Access(accessor) + Modifiers(accessor)
            + (Has(property, nameof(RequiredMemberAttribute)) ? "required " : "") + property.Name
            + (property.GetIndexParameters().Length > 0 ? Parameters(property.GetMethod!) : "")
            + " { " + (get is null ? "" : "get; ")
            + (set is null ? "" : (get is null || set.IsPublic == get.IsPublic ? "" : "protected ") + (init ? "init; " : "set; "))
            + "} -> " + ApiTypeName.Of(property);
    }

    private static string Field(FieldInfo field)
    {
        var modifier = field.IsLiteral ? "const " : (field.IsStatic ? "static " : "") + (field.IsInitOnly ? "readonly " : "");
        var value = field.IsLiteral ? " = " + Literal(field.GetRawConstantValue()) : "";
        return Obsolete(field) + modifier + field.Name + value + " -> " + ApiTypeName.Of(field);
    }

    private static string Parameters(MethodBase method)
    {
        var parameters = method.GetParameters().Select(parameter =>
            (parameter.IsOut ? "out " : parameter.IsIn && parameter.ParameterType.IsByRef ? "in " : parameter.ParameterType.IsByRef ? "ref " : "")
            + (Has(parameter, nameof(ParamArrayAttribute)) ? "params " : "")
            + ApiTypeName.Of(parameter) + " " + parameter.Name
            + (parameter.HasDefaultValue ? " = " + Literal(parameter.RawDefaultValue) : ""));
        return "(" + (method.IsDefined(typeof(ExtensionAttribute), false) ? "this " : "") + string.Join(", ", parameters) + ")";
    }

    private static string Constraints(IEnumerable<Type> arguments)
    {
        var all = arguments.Where(argument => argument.IsGenericParameter).Select(argument =>
        {
            var flags = argument.GenericParameterAttributes;
            IEnumerable<string> parts =
            [
                .. flags.HasFlag(GenericParameterAttributes.ReferenceTypeConstraint) ? ["class"] : Array.Empty<string>(),
                .. flags.HasFlag(GenericParameterAttributes.NotNullableValueTypeConstraint) ? ["struct"] : Array.Empty<string>(),
                .. argument.GetGenericParameterConstraints().Where(type => type != typeof(ValueType)).Select(ApiTypeName.Of).Order(StringComparer.Ordinal),
                .. flags.HasFlag(GenericParameterAttributes.DefaultConstructorConstraint) ? ["new()"] : Array.Empty<string>(),
            ];
            return parts.Any() ? " where " + argument.Name + " : " + string.Join(", ", parts) : "";
        });
        return string.Concat(all);
    }

    private static string Kind(Type type) =>
        type.IsEnum ? "enum"
        : type.IsInterface ? "interface"
        : type.IsValueType ? (type.IsByRefLike ? "ref struct" : "struct")
        : type.IsSubclassOf(typeof(Delegate)) ? "delegate"
        : type.IsAbstract && type.IsSealed ? "static class"
        : (type.IsAbstract ? "abstract " : type.IsSealed ? "sealed " : "") + "class";

    private static string Modifiers(MethodInfo method) =>
        method.IsStatic ? "static "
        : method.DeclaringType!.IsInterface || !method.IsVirtual || (method.IsFinal && method.GetBaseDefinition() == method) ? ""
        : method.GetBaseDefinition().DeclaringType != method.DeclaringType ? "override "
        : method.IsAbstract ? "abstract " : "virtual ";

    private static string Access(MethodBase method) => method.IsPublic ? "" : "protected ";

    private static bool IsVisible(MethodBase method) => method.IsPublic || method.IsFamily || method.IsFamilyOrAssembly;

    // What a record writes by itself follows from its constructor.
    private static bool IsGenerated(MemberInfo member) =>
        member.Name.Contains('<', StringComparison.Ordinal)
        || member is MethodBase && Has(member, nameof(CompilerGeneratedAttribute))
        || member is PropertyInfo { Name: "EqualityContract" };

    private static bool IsImplied(Type parent) =>
        parent.FullName is "System.Object" or "System.ValueType" or "System.Enum" or "System.MulticastDelegate";

    // Using an obsolete member is an error where warnings are; the mark is therefore part of the API.
    private static string Obsolete(MemberInfo member) => member.GetCustomAttributesData().Any(data =>
        data.AttributeType.Name == nameof(ObsoleteAttribute)
        // The compiler itself marks ref structs and types with required members in this way.
        && !(data.ConstructorArguments is [{ Value: string reason }, ..]
            && (reason.Contains("with embedded references", StringComparison.Ordinal) || reason.Contains("required members", StringComparison.Ordinal))))
        ? "[Obsolete] " : "";

    private static bool Has(MemberInfo member, string attribute) =>
        member.GetCustomAttributesData().Any(data => data.AttributeType.Name == attribute);

    private static bool Has(ParameterInfo parameter, string attribute) =>
        parameter.GetCustomAttributesData().Any(data => data.AttributeType.Name == attribute);

    private static string Literal(object? value) => value switch
    {
        null => "null",
        string text => "\"" + text + "\"",
        bool flag => flag ? "true" : "false",
        _ => Convert.ToString(value, CultureInfo.InvariantCulture) ?? "",
    };
}
