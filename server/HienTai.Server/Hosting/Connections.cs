using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace HienTai.Server.Hosting;

/// <summary>
/// Who holds connections and says nothing keeps nobody out: where there are as many as are taken, the one that has been
/// idle longest makes room for the next, of those that never said anything first. One on which a call is under way is
/// never ended.
/// </summary>
/// <param name="most">As many are open at once, over both ports.</param>
sealed class Connections(int most)
{
    readonly Lock change = new();
    readonly LinkedList<Held> silent = [],
        idle = []; // longest first
    int open;

    sealed class Held(ConnectionContext connection)
    {
        public ConnectionContext Connection => connection;
        public LinkedListNode<Held>? Idle { get; set; }
        public int Calls { get; set; }
    }

    /// <summary>Counts the connections of a port.</summary>
    public void Count(ListenOptions listen) =>
        listen.Use(next =>
            async connection =>
            {
                if (Enter(connection) is not { } held)
                {
                    connection.Abort();
                    return;
                }
                connection.Items[typeof(Connections)] = held;
                try
                {
                    if (await Speaks(connection))
                        await next(connection);
                }
                finally
                {
                    Leave(held);
                }
            }
        );

    static readonly TimeSpan Patience = TimeSpan.FromSeconds(130);

    /// <summary>
    /// Waits for the first byte, which is the client's in every protocol spoken here: until then nothing is built for
    /// the connection, so that one on which nobody says anything costs next to nothing.
    /// </summary>
    static async Task<bool> Speaks(ConnectionContext connection)
    {
        var stopping = connection.Features.Get<IConnectionLifetimeNotificationFeature>()?.ConnectionClosedRequested;
        using var end = CancellationTokenSource.CreateLinkedTokenSource(
            connection.ConnectionClosed,
            stopping ?? CancellationToken.None
        );
        end.CancelAfter(Patience);
        try
        {
            var first = await connection.Transport.Input.ReadAsync(end.Token);
            connection.Transport.Input.AdvanceTo(first.Buffer.Start);
            return !first.Buffer.IsEmpty;
        }
        catch (Exception e) when (e is OperationCanceledException or IOException)
        {
            return false;
        }
    }

    /// <summary>A call is under way on the connection that it came by.</summary>
    public void Busy(IFeatureCollection call)
    {
        if (Of(call) is { } held)
            Busy(held);
    }

    /// <summary>That call has ended.</summary>
    public void Free(IFeatureCollection call)
    {
        if (Of(call) is { } held)
            Free(held);
    }

    static Held? Of(IFeatureCollection call) =>
        call.Get<IConnectionItemsFeature>()?.Items.TryGetValue(typeof(Connections), out var held) is true
            ? (Held)held!
            : null;

    /// <summary>Null if all that are open are in use.</summary>
    Held? Enter(ConnectionContext connection)
    {
        var held = new Held(connection);
        ConnectionContext? ended = null;
        lock (change)
        {
            if (open >= most)
            {
                if ((silent.First ?? idle.First) is not { Value: var longest } node)
                    return null;
                node.List!.Remove(node);
                (longest.Idle, ended) = (null, longest.Connection);
                open--; // it counts no more, though it takes a moment to go
                longest.Calls = int.MinValue;
            }
            open++;
            held.Idle = silent.AddLast(held);
        }
        ended?.Abort(new ConnectionAbortedException("It was idle longest, and others want in."));
        return held;
    }

    void Leave(Held held)
    {
        lock (change)
        {
            if (held.Calls < 0)
                return;
            open--;
            if (held.Idle is { } node)
                node.List!.Remove(node);
        }
    }

    void Busy(Held held)
    {
        lock (change)
            if (held.Calls++ == 0 && held.Idle is { } node)
            {
                node.List!.Remove(node);
                held.Idle = null;
            }
    }

    void Free(Held held)
    {
        lock (change)
            if (--held.Calls == 0)
                held.Idle = idle.AddLast(held);
    }
}
