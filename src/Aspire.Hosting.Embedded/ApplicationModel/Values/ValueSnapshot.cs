namespace Aspire.Hosting.ApplicationModel;

/// <summary>A value that is set later, and may be set again; those who ask before wait for the first.</summary>
/// <typeparam name="T">Type of the value.</typeparam>
public sealed class ValueSnapshot<T>
{
    private readonly Lock _lock = new();
    private TaskCompletionSource<T> _source = NewSource();
    private T? _value;
    private bool _isSet;

    /// <summary>True when the value has been set, and the last thing set was no exception.</summary>
    public bool IsValueSet
    {
        get
        {
            lock (_lock)
            {
                return _isSet;
            }
        }
    }

    /// <summary>Returns the value as soon as there is one.</summary>
    /// <param name="cancellationToken">Ends the wait, not the value.</param>
    public Task<T> GetValueAsync(CancellationToken cancellationToken = default)
    {
        lock (_lock)
        {
            return _source.Task.WaitAsync(cancellationToken);
        }
    }

    /// <summary>Sets the value, or replaces it.</summary>
    /// <param name="value">The value.</param>
    public void SetValue(T value)
    {
        lock (_lock)
        {
            _value = value;
            _isSet = true;
            Pending().SetResult(value);
        }
    }

    /// <summary>Fails those who wait, and those who ask until a value is set.</summary>
    /// <param name="exception">Why there is no value.</param>
    public void SetException(Exception exception)
    {
        ArgumentNullException.ThrowIfNull(exception);
        lock (_lock)
        {
            _value = default;
            _isSet = false;
            Pending().SetException(exception);
        }
    }

    /// <summary>The value where it is set, without waiting.</summary>
    internal T? ValueOrDefault
    {
        get
        {
            lock (_lock)
            {
                return _value;
            }
        }
    }

    // Continuations must not run under the lock, hence RunContinuationsAsynchronously.
    private static TaskCompletionSource<T> NewSource() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private TaskCompletionSource<T> Pending() => _source.Task.IsCompleted ? _source = NewSource() : _source;
}
