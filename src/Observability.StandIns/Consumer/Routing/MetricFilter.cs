using Observability.StandIns.Consumer.Configuration;
using Observability.StandIns.Consumer.Model;

namespace Observability.StandIns.Consumer.Routing;

/// <summary>Chooses metrics and takes tags and fields off them, as the settings of a plugin say.</summary>
internal sealed class MetricFilter
{
    private readonly Glob? _namePass;
    private readonly Glob? _nameDrop;
    private readonly List<(string Tag, Glob? Values)> _tagPass;
    private readonly List<(string Tag, Glob? Values)> _tagDrop;
    private readonly Glob? _tagInclude;
    private readonly Glob? _tagExclude;
    private readonly Glob? _fieldInclude;
    private readonly Glob? _fieldExclude;

    /// <summary>Makes one.</summary>
    /// <exception cref="ArgumentException">A pattern is none.</exception>
    public MetricFilter(FilterSettings settings)
    {
        _namePass = Glob.Of(settings.NamePass);
        _nameDrop = Glob.Of(settings.NameDrop);
        _tagPass = [.. settings.TagPass.Select(tag => (tag.Key, Glob.Of(tag.Value)))];
        _tagDrop = [.. settings.TagDrop.Select(tag => (tag.Key, Glob.Of(tag.Value)))];
        _tagInclude = Glob.Of(settings.TagInclude);
        _tagExclude = Glob.Of(settings.TagExclude);
        _fieldInclude = Glob.Of(settings.FieldInclude);
        _fieldExclude = Glob.Of(settings.FieldExclude);
    }

    /// <summary>True where a metric would be changed.</summary>
    private bool Changes => _tagInclude is not null || _tagExclude is not null || _fieldInclude is not null || _fieldExclude is not null;

    /// <summary>True where the plugin takes a metric.</summary>
    public bool Takes(Metric metric) =>
        _namePass?.Fits(metric.Name) is not false
        && _nameDrop?.Fits(metric.Name) is not true
        && (_tagPass.Count == 0 || HasOneOf(metric, _tagPass))
        && !HasOneOf(metric, _tagDrop);

    /// <summary>
    /// The metric without the tags and fields that are taken off: a copy where something is; null where no field is left.
    /// </summary>
    public Metric? Trim(Metric metric)
    {
        if (!Changes)
        {
            return metric;
        }

        var trimmed = metric.Copy();
        trimmed.Tags.RemoveAll(tag => !Stays(tag.Key, _tagInclude, _tagExclude));
        trimmed.Fields.RemoveAll(field => !Stays(field.Key, _fieldInclude, _fieldExclude));
        return trimmed.Fields.Count == 0 ? null : trimmed;
    }

    private static bool Stays(string key, Glob? include, Glob? exclude) =>
        include?.Fits(key) is not false && exclude?.Fits(key) is not true;

    private static bool HasOneOf(Metric metric, List<(string Tag, Glob? Values)> tags) =>
        tags.Exists(wanted => metric.Tag(wanted.Tag) is { } value && wanted.Values?.Fits(value) is true);
}
