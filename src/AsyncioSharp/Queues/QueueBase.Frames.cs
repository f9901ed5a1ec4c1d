using System.Runtime.CompilerServices;

namespace AsyncioSharp;

/// <content>The bodies of put and get.</content>
public abstract partial class QueueBase<T>
{
    private sealed class GetFrame(FramePool pool) : WaitingFrame<T>(pool)
    {
        private static readonly int s_type = FramePool.NextType();

        private QueueBase<T>? _queue;
        private CancellationToken _token;
        private TokenWait<T>? _tokenWait;

        internal override string Name => $"{_queue?.KindName ?? "AsyncQueue"}.GetAsync";

        private protected override ref WaitQueue Queue => ref _queue!._getters;

        private protected override object Primitive => _queue!;

        internal static GetFrame Rent(QueueBase<T> queue, CancellationToken token = default)
        {
            LoopThread thread = LoopThread.Current;
            FramePool pool = thread.Pool(s_type);
            GetFrame frame = Unsafe.As<GetFrame>(pool.TryTake()) ?? new GetFrame(pool);
            frame.Begin(thread);
            frame._queue = queue;
            frame._token = token;
            return frame;
        }

        private protected override void TryNow()
        {
            _queue!._getters.Use();
            if (!_queue.IsEmpty)
            {
                Complete(_queue.GetNow());
            }
            else if (_queue.IsShutDown)
            {
                Fail(new QueueShutDownException());
            }
            else if (_token.CanBeCanceled)
            {
                _tokenWait ??= TokenWait<T>.Begin(this, _token);
            }
        }

        private protected override Exception MakeCancellation(string? message) =>
            _tokenWait is { HasEndedTheWait: true } ? new OperationCanceledException(_token) : base.MakeCancellation(message);

        // Another coroutine may have taken the item; then this one waits again, at the end of the queue (S224).
        private protected override void OnWoken() => TryNow();

        private protected override void OnCanceled(bool wasWoken)
        {
            if (wasWoken && !_queue!.IsEmpty)
            {
                _queue._getters.DequeueAndWake();
            }
        }

        private protected override void ReleaseReferences()
        {
            _queue = null;
            _tokenWait?.End();
            _tokenWait = null;
            _token = default;
        }
    }

    private sealed class PutFrame(FramePool pool) : WaitingFrame<VoidResult>(pool)
    {
        private static readonly int s_type = FramePool.NextType();

        private QueueBase<T>? _queue;
        private T? _item;

        internal override string Name => $"{_queue?.KindName ?? "AsyncQueue"}.PutAsync";

        private protected override ref WaitQueue Queue => ref _queue!._putters;

        private protected override object Primitive => _queue!;

        internal static PutFrame Rent(QueueBase<T> queue, T item)
        {
            LoopThread thread = LoopThread.Current;
            FramePool pool = thread.Pool(s_type);
            PutFrame frame = Unsafe.As<PutFrame>(pool.TryTake()) ?? new PutFrame(pool);
            frame.Begin(thread);
            frame._queue = queue;
            frame._item = item;
            return frame;
        }

        private protected override void TryNow()
        {
            _queue!._getters.Use();
            if (_queue.IsShutDown)
            {
                Fail(new QueueShutDownException());
            }
            else if (!_queue.IsFull)
            {
                _queue.PutNow(_item!);
                Complete(default);
            }
        }

        private protected override void OnWoken() => TryNow();

        private protected override void OnCanceled(bool wasWoken)
        {
            if (wasWoken && !_queue!.IsFull)
            {
                _queue._putters.DequeueAndWake();
            }
        }

        private protected override void ReleaseReferences()
        {
            _queue = null;
            _item = default;
        }
    }
}
