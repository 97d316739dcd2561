namespace Observability.StandIns.Points.Metadata;

/// <summary>Something that is kept under an identifier.</summary>
internal interface IMetadata
{
    /// <summary>16 hexadecimal digits.</summary>
    string Id { get; }
}
