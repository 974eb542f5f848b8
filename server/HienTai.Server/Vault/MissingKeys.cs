using Npgsql;

namespace HienTai.Server.Vault;

/// <summary>
/// People on record who have no key and were not erased: the key store is missing, or of another time than the
/// database. The registry works without them, and would show them as erased; so that is said at the start.
/// </summary>
static class MissingKeys
{
    // The ledger first, like every question: who waits for tables to be made anew then holds none of them.
    const string Count = """
        with erased as (select stream_id from ledger where event_type = 'person_erased')
        select count(*) from snapshot s where s.kind = 'person'
            and not exists (select from erased e where e.stream_id = s.stream_id)
            and not exists (select from keystore.person_key k where k.subject = s.stream_id)
        """;

    public static async Task Tell(NpgsqlDataSource database, Action<string>? tell, CancellationToken cancel)
    {
        await using var ask = database.CreateCommand(Count);
        if ((long)(await ask.ExecuteScalarAsync(cancel))! is > 0 and var people)
            tell?.Invoke(
                $"Kho khoá thiếu khoá của {people} người chưa hề bị xoá: tên và dữ liệu của họ không đọc được. Hãy dừng máy chủ và đưa kho khoá cùng thời với cơ sở dữ liệu vào (docs/operating.md).\nThe key store lacks the keys of {people} people who were never erased: their names and data cannot be read. Stop the server and put in the key store of the database's time (docs/operating.md)."
            );
    }
}
