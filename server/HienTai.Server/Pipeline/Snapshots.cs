namespace HienTai.Server.Pipeline;

/// <summary>A record's state as it stands, for services that need more of it than its facts tell.</summary>
public sealed class Snapshots(StreamKinds kinds)
{
    public async Task<object?> Of(ReadSession read, Guid stream, CancellationToken cancel) =>
        (await read.Query("select kind, state from snapshot where stream_id = $1", r => kinds[r.GetString(0)].Read(r.GetString(1)), cancel, stream)).FirstOrDefault();
}
