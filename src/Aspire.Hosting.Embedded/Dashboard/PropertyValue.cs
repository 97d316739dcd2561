using System.Collections;
using System.Globalization;
using Google.Protobuf.WellKnownTypes;

namespace Aspire.Hosting.Embedded.Dashboard;

/// <summary>Turns the value of a resource property, which may be any object, into what protobuf can carry.</summary>
internal static class PropertyValue
{
    /// <summary>Numbers become numbers, sequences lists, dates ISO 8601 and everything else its invariant text.</summary>
    public static Value From(object? value) => value switch
    {
        null => Value.ForNull(),
        Value already => already,
        string text => Value.ForString(text),
        bool flag => Value.ForBool(flag),
        // A long beyond 2^53 loses digits as a double, so the wide types go as text.
        byte or sbyte or short or ushort or int or uint or float or double =>
            Value.ForNumber(Convert.ToDouble(value, CultureInfo.InvariantCulture)),
        DateTime or DateTimeOffset => Value.ForString(((IFormattable)value).ToString("O", CultureInfo.InvariantCulture)),
        IDictionary map => FromMap(map),
        IEnumerable sequence => FromSequence(sequence),
        IFormattable formattable => Value.ForString(formattable.ToString(null, CultureInfo.InvariantCulture)),
        _ => Value.ForString(value.ToString() ?? ""),
    };

    private static Value FromMap(IDictionary map)
    {
        var fields = new Struct();
        foreach (DictionaryEntry entry in map)
        {
            fields.Fields[Convert.ToString(entry.Key, CultureInfo.InvariantCulture) ?? ""] = From(entry.Value);
        }

        return Value.ForStruct(fields);
    }

    private static Value FromSequence(IEnumerable sequence)
    {
        var list = new ListValue();
        try
        {
            foreach (var item in sequence)
            {
                list.Values.Add(From(item));
            }
        }
        catch (InvalidOperationException)
        {
            // A default ImmutableArray, or a live list that changed meanwhile: one odd property must not cost the
            // dashboard the stream of all resources.
        }

        return new Value { ListValue = list };
    }
}
