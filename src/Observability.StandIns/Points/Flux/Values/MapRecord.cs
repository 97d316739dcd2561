namespace Observability.StandIns.Points.Flux.Values;

/// <summary>A record that a query made.</summary>
internal sealed class MapRecord : FluxRecord
{
    private readonly List<KeyValuePair<string, FluxValue>> _properties;

    /// <summary>Makes one; of two values of a name the later counts.</summary>
    public MapRecord(IEnumerable<KeyValuePair<string, FluxValue>> properties)
    {
        _properties = [];
        foreach (var (name, value) in properties)
        {
            Set(name, value);
        }
    }

    /// <inheritdoc />
    public override IEnumerable<KeyValuePair<string, FluxValue>> Properties => _properties;

    /// <summary>Gives a name a value.</summary>
    public void Set(string name, FluxValue value)
    {
        var index = _properties.FindIndex(known => known.Key == name);
        if (index < 0)
        {
            _properties.Add(new(name, value));
        }
        else
        {
            _properties[index] = new(name, value);
        }
    }

    /// <inheritdoc />
    public override bool TryGet(string name, out FluxValue value)
    {
        foreach (var (known, found) in _properties)
        {
            if (known == name)
            {
                value = found;
                return true;
            }
        }

        value = default;
        return false;
    }
}
