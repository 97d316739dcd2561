using Observability.StandIns.Points.Storage;

namespace Observability.StandIns.Points.InfluxQL.Sources;

/// <summary>A series that is selected from: of a bucket, or of another query.</summary>
internal interface IQlSeries
{
    /// <summary>Name of the measurement.</summary>
    string Measurement { get; }

    /// <summary>Its tags.</summary>
    IReadOnlyList<KeyValuePair<string, string>> Tags { get; }

    /// <summary>The fields of its measurement.</summary>
    IReadOnlyDictionary<string, FieldType> Fields { get; }

    /// <summary>Points of a field, sorted, or null where the series has none.</summary>
    ColumnData? Read(string field);
}
