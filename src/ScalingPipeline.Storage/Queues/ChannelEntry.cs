using ScalingPipeline.Ingestion.Queues;

namespace ScalingPipeline.Storage.Queues;

/// <summary>One notice on its way through a <see cref="ChannelWorkQueue"/>; safe for parallel calls.</summary>
internal sealed class ChannelEntry(BlobNotice notice)
{
    private readonly Lock _lock = new();
    private int _deliveries;
    private int _uncounted;
    private bool _isHeld;
    private bool _isDone;

    public BlobNotice Notice => notice;

    /// <summary>Hands it out; null when it was completed while it waited.</summary>
    /// <returns>The number of the delivery, and how many count.</returns>
    public (int Number, int Counted)? Deliver()
    {
        lock (_lock)
        {
            if (_isDone)
            {
                return null;
            }

            _isHeld = true;
            return (++_deliveries, _deliveries - _uncounted);
        }
    }

    /// <summary>No delivery up to this one counts any more; false when there was a later one or it is done.</summary>
    public bool Uncount(int delivery)
    {
        lock (_lock)
        {
            if (!IsNewest(delivery) || !_isHeld)
            {
                return false;
            }

            _uncounted = delivery;
            return true;
        }
    }

    public bool IsHeldBy(int delivery)
    {
        lock (_lock)
        {
            return IsNewest(delivery) && _isHeld;
        }
    }

    /// <summary>Ends a delivery so that there may be another; false when it has ended before.</summary>
    public bool GiveBack(int delivery)
    {
        lock (_lock)
        {
            if (!IsNewest(delivery) || !_isHeld)
            {
                return false;
            }

            _isHeld = false;
            return true;
        }
    }

    /// <summary>Completes it, by its last delivery even when that is over; false when there was a later one or it is done.</summary>
    public bool Finish(int delivery)
    {
        lock (_lock)
        {
            if (!IsNewest(delivery))
            {
                return false;
            }

            return _isDone = true;
        }
    }

    private bool IsNewest(int delivery) => delivery == _deliveries && !_isDone;
}
