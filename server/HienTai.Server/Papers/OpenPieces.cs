using System.Buffers;
using System.Data;
using HienTai.Server.Pipeline;
using HienTai.Server.Vault;
using Npgsql;

namespace HienTai.Server.Papers;

/// <summary>
/// Pieces of files that are in memory, opened. There are so many at once and no more, in memory that is used again: who
/// reads slowly gives theirs back meanwhile and has it opened anew for the next chunk.
/// </summary>
public sealed class OpenPieces(NpgsqlDataSource database) : IDisposable
{
    const int AtOnce = 16,
        Closed = FileKeys.PieceBytes + Box.ExtraBytes;

    readonly SemaphoreSlim room = new(AtOnce);
    readonly ArrayPool<byte> memory = ArrayPool<byte>.Create(Closed, 2 * AtOnce);

    /// <summary>One of them; it makes room for another when it is disposed.</summary>
    public sealed class Piece(OpenPieces from, byte[] content, int size) : IDisposable
    {
        public ReadOnlySpan<byte> Content => content.AsSpan(0, size);

        public void Dispose()
        {
            from.memory.Return(content, clearArray: true);
            from.room.Release();
        }
    }

    /// <param name="file">How the file is called where it is stored.</param>
    /// <param name="size">Of the piece, opened.</param>
    public async Task<Piece> Open(byte[] key, string file, int number, int size, CancellationToken cancel)
    {
        await room.WaitAsync(cancel);
        var content = memory.Rent(size);
        try
        {
            await Read(key, file, number, content.AsMemory(0, size), cancel);
            return new(this, content, size);
        }
        catch
        {
            memory.Return(content, clearArray: true);
            room.Release();
            throw;
        }
    }

    async Task Read(byte[] key, string file, int number, Memory<byte> content, CancellationToken cancel)
    {
        await using var ask = database.CreateCommand(
            "select substring(content from $2 for $3) from file where id = $1"
        );
        foreach (var value in (object[])[file, number * Closed + 1, Closed])
            ask.Parameters.Add(new() { Value = value });
        await using var row = await ask.ExecuteReaderAsync(CommandBehavior.SequentialAccess, cancel);
        if (!await row.ReadAsync(cancel))
            throw new NotOnRecord("Tệp này vừa bị xoá.", "This file was deleted just now.");
        var closed = memory.Rent(content.Length + Box.ExtraBytes);
        try
        {
            var box = closed.AsMemory(0, content.Length + Box.ExtraBytes);
            await using (var stream = await row.GetStreamAsync(0, cancel))
                await stream.ReadExactlyAsync(box, cancel);
            FileKeys.Open(key, file, box.Span, number, content.Span);
        }
        finally
        {
            memory.Return(closed);
        }
    }

    public void Dispose() => room.Dispose();
}
