using System.Reflection;

namespace Aspire.Hosting.Embedded.Tests.PublicApi;

/// <summary>Writes a type as C# would, with its nullability, so that two assemblies can be compared as text.</summary>
internal static class ApiTypeName
{
    // Namespaces every file of a project with implicit usings sees, and the model's own: left out to keep lines readable.
    private static readonly HashSet<string> s_implied =
    [
        "System", "System.Collections.Generic", "System.Threading", "System.Threading.Tasks", "Aspire.Hosting.ApplicationModel",
    ];

    private static readonly Dictionary<string, string> s_keywords = new()
    {
        ["System.Void"] = "void",
        ["System.Object"] = "object",
        ["System.String"] = "string",
        ["System.Boolean"] = "bool",
        ["System.Byte"] = "byte",
        ["System.Char"] = "char",
        ["System.Int32"] = "int",
        ["System.Int64"] = "long",
        ["System.Double"] = "double",
        ["System.UInt16"] = "ushort",
        ["System.Decimal"] = "decimal",
    };

    /// <summary>The type without nullability, for base types, interfaces and constraints.</summary>
    public static string Of(Type type) => Of(type, nullability: null, write: false);

    /// <summary>The type of a parameter, with nullability.</summary>
    public static string Of(ParameterInfo parameter) =>
        Of(parameter.ParameterType, new NullabilityInfoContext().Create(parameter), write: parameter.Position >= 0);

    /// <summary>The type of a property, with nullability.</summary>
    public static string Of(PropertyInfo property) =>
        Of(property.PropertyType, new NullabilityInfoContext().Create(property), write: !property.CanRead);

    /// <summary>The type of a field, with nullability.</summary>
    public static string Of(FieldInfo field) =>
        Of(field.FieldType, new NullabilityInfoContext().Create(field), write: false);

    /// <summary>The type's own name: with namespace and declaring types, generic parameters by name.</summary>
    public static string Declared(Type type)
    {
        var prefix = type.DeclaringType is { } outer ? Declared(outer) + "." : type.Namespace + ".";
        return prefix + Simple(type) + Generic(type, nullability: null, write: false);
    }

    private static string Of(Type type, NullabilityInfo? nullability, bool write)
    {
        if (type.IsByRef)
        {
            return Of(type.GetElementType()!, nullability, write);
        }

        if (Nullable.GetUnderlyingType(type) is { } value)
        {
            return Of(value, nullability, write) + "?";
        }

        var state = write ? nullability?.WriteState : nullability?.ReadState;
        var mark = !type.IsValueType && state == NullabilityState.Nullable ? "?" : "";
        if (type.IsArray)
        {
            return Of(type.GetElementType()!, nullability?.ElementType, write) + "[]" + mark;
        }

        if (type.IsGenericParameter)
        {
            // Without a constraint reflection reports T as T?; the mark would say nothing.
            return type.Name;
        }

        if (s_keywords.TryGetValue(type.FullName ?? "", out var keyword))
        {
            return keyword + mark;
        }

        var prefix = type.DeclaringType is { } outer ? Of(outer) + "."
            : s_implied.Contains(type.Namespace ?? "") ? ""
            : type.Namespace + ".";
        return prefix + Simple(type) + Generic(type, nullability, write) + mark;
    }

    private static string Generic(Type type, NullabilityInfo? nullability, bool write)
    {
        var arguments = type.GetGenericArguments();
        // A nested type repeats its outer type's parameters.
        var inherited = type.DeclaringType?.GetGenericArguments().Length ?? 0;
        if (arguments.Length <= inherited)
        {
            return "";
        }

        var known = nullability?.GenericTypeArguments;
        var names = arguments.Skip(inherited).Select((argument, index) =>
            Variance(argument) + Of(argument, known?.Length == arguments.Length ? known[index + inherited] : null, write));
        return "<" + string.Join(", ", names) + ">";
    }

    private static string Variance(Type argument) => !argument.IsGenericParameter
        ? ""
        : (argument.GenericParameterAttributes & GenericParameterAttributes.VarianceMask) switch
        {
            GenericParameterAttributes.Covariant => "out ",
            GenericParameterAttributes.Contravariant => "in ",
            _ => "",
        };

    private static string Simple(Type type)
    {
        var tick = type.Name.IndexOf('`', StringComparison.Ordinal);
        return tick < 0 ? type.Name : type.Name[..tick];
    }
}
