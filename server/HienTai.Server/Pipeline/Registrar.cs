using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using HienTai.Domain.Kernel;
using HienTai.Rpc.V1;
using HienTai.Server.Access;
using Npgsql;
using Period = HienTai.Domain.Kernel.Period;

namespace HienTai.Server.Pipeline;

/// <summary>Tells what an event says in words. Each module brings one for its kind of record.</summary>
public interface INarrator
{
    string Kind { get; }
    IEnumerable<Phrase> Tell(object before, object @event, Titles titles);

    /// <summary>A fact in words, or null for facts people need not see.</summary>
    FactLine? Line(Fact fact, Titles titles);

    /// <summary>The day in the world an event speaks of.</summary>
    PartialDate? Effective(object @event);

    /// <summary>The key of the fact an event is about.</summary>
    string Key(object @event);

    /// <summary>Ids of records the words of an event or fact will name.</summary>
    IEnumerable<Guid> Named(object eventOrFact);

    /// <summary>
    /// Whether what an earlier event said stands after a correction, though its facts are written anew: a step whose
    /// record's contents were corrected.
    /// </summary>
    bool Stands(object earlier, object correction) => false;
}

/// <summary>
/// What every service of every module does: open a question at its TimePoint, or record a change set and answer its
/// receipt.
/// </summary>
public sealed class Registrar(
    NpgsqlDataSource database,
    Vault.PersonKeys keys,
    Writer writer,
    RegistryClock clock,
    IEnumerable<INarrator> narrators
)
{
    public DateOnly Today => clock.Today;
    public DateTimeOffset Now => clock.GetUtcNow();

    public INarrator NarratorOf(string kind) => narrators.Single(n => n.Kind == kind);

    /// <summary>
    /// A question by a caller at its TimePoint. What it may see of people is in the session's
    /// <see cref="ReadSession.Sight"/>.
    /// </summary>
    public Task<ReadSession> Open(ServerCallContext call, TimePoint? at, PageToken? page = null, string field = "at") =>
        Open(
            new Sight(call.ReaderIfAny ?? throw new NotSignedIn("Hãy đăng nhập.", "Sign in."), clock.Today),
            at,
            call.CancellationToken,
            page,
            field
        );

    public async Task<ReadSession> Open(
        Sight sight,
        TimePoint? at,
        CancellationToken cancel,
        PageToken? page = null,
        string field = "at"
    )
    {
        if (page is not null)
            return await StillThere(
                await ReadSession.Open(database, keys, page.On, null, page.Position, cancel, sight),
                page.Position,
                page.Epoch,
                PageToken.Field,
                cancel
            );
        var (day, position) = Reading.Of(read =>
            (
                (at?.ValidOn ?? "") is { Length: > 0 } on ? read.Day(on, $"{field}.valid_on") : clock.Today,
                at?.KnownCase is TimePoint.KnownOneofCase.KnownPosition
                    ? PositionOf(read, at.KnownPosition, $"{field}.known_position")
                    : (long?)null
            )
        );
        var knownAt = await KnownAt(at, $"{field}.known_at", cancel);
        var read = await ReadSession.Open(database, keys, day, knownAt, position, cancel, sight);
        return position is { } asked
            ? await StillThere(read, asked, at!.KnownEpoch, $"{field}.known_position", cancel)
            : read;
    }

    /// <summary>
    /// A position is taken for no other: the ledger has reached it, and in the epoch it is of it was not lost since.
    /// </summary>
    static async Task<ReadSession> StillThere(
        ReadSession read,
        long position,
        int epoch,
        string field,
        CancellationToken cancel
    )
    {
        if (await LostOrAhead(read, position, epoch, field, cancel) is not { } no)
            return read;
        await read.DisposeAsync();
        throw no;
    }

    static async Task<Rejected?> LostOrAhead(
        ReadSession read,
        long position,
        int epoch,
        string field,
        CancellationToken cancel
    )
    {
        if (
            read.Ledger.Lost is { } lost && position > lost.LastCommon
            || epoch > read.Ledger.Epoch
            || epoch > 0
                && epoch < read.Ledger.Epoch
                && (await read.Facts<EpochFact>("f.number > $1", cancel, epoch)).Any(e => e.Fact.LastCommon < position)
        )
            return new(
                "POSITION_LOST",
                "Vị trí này thuộc phần sổ đã mất khi cơ sở dữ liệu trở về thời điểm trước; hãy hỏi lại từ đầu, không kèm vị trí.",
                "This position belongs to entries that were lost when the database went back; ask anew, without a position.",
                field
            );
        return position <= read.Head
            ? null
            : new(
                "POSITION_NOT_REACHED",
                $"Sổ mới ghi đến vị trí {read.Head}; hãy hỏi đến vị trí ấy hoặc bỏ trống.",
                $"The ledger has reached position {read.Head}; ask up to that, or leave it out.",
                field
            );
    }

    static long PositionOf(Reading read, long position, string field) =>
        position >= 0 ? position : read.Fault(field, "Vị trí sổ không âm.", "A ledger position is not negative.", 0L);

    /// <summary>
    /// The instant a question asks about, which may not lie ahead: what will be known then is not known, and the answer
    /// would not stay the same. Null for everything recorded so far.
    /// </summary>
    async Task<DateTimeOffset?> KnownAt(TimePoint? at, string field, CancellationToken cancel)
    {
        if (at?.KnownCase is not TimePoint.KnownOneofCase.KnownAt)
            return null;
        var instant = at.KnownAt.ToDateTimeOffset();
        if (instant <= clock.GetUtcNow())
            return instant;
        // A clock that was put back may stand before what it recorded.
        await using var newest = database.CreateCommand("select coalesce(max(recorded_at) >= $1, false) from ledger");
        newest.Parameters.Add(new() { Value = instant });
        return (bool)(await newest.ExecuteScalarAsync(cancel))!
            ? instant
            : Reading.Of(read =>
                read.Fault<DateTimeOffset?>(
                    field,
                    "Thời điểm này chưa đến nên chưa ai biết khi ấy sổ ghi gì; hãy bỏ trống để hỏi đến hiện tại.",
                    "This instant is still to come, so nobody knows what will be on record; leave it out to ask as of now.",
                    null
                )
            );
    }

    public async Task<Receipt> Record(ChangeSet set, ServerCallContext call)
    {
        if (set.Paper is { } paper && !call.Reader.Everybody)
        {
            await using var sight = await Open(call, null);
            if (!await sight.Sight.Sees(sight, paper, call.CancellationToken))
                throw Refuse.NotOnRecord(new("paper", paper, "envelope.paper_id"));
        }
        var outcome = await writer.Record(Passes.With(set, call), call.CancellationToken);
        var receipt = new Receipt
        {
            Id = outcome.Subject.ToString(),
            Version = outcome.Version,
            Position = outcome.Position,
            RecordedTime = outcome.RecordedAt?.ToTimestamp(),
            ChangeSetId = outcome.ChangeSet.ToString(),
            EventCount = outcome.EventCount,
            Repeated = outcome.Repeated,
            Epoch = Math.Max(outcome.Epoch, 1), // those kept before there were epochs say none
        };
        receipt.Notices.AddRange(Laters.Notices(outcome.Later ?? []));
        receipt.Findings.AddRange(Passes.Wire(outcome.Found));
        if (set.ValidateOnly && outcome.Events.Count > 0)
        {
            await using var read = await ReadSession.Open(
                database,
                keys,
                clock.Today,
                null,
                null,
                call.CancellationToken
            );
            receipt.Consequences.AddRange(await Consequences(outcome.Events, read, call.CancellationToken));
        }
        return receipt;
    }

    async Task<IEnumerable<Consequence>> Consequences(
        IReadOnlyList<Decided> events,
        ReadSession read,
        CancellationToken cancel
    )
    {
        var titles = await Titles.Of(
            read,
            events.SelectMany(d =>
                NarratorOf(d.Kind.Name) is var n
                    ? n.Named(d.Event).Concat(d.Begins.Concat(d.Ceases).SelectMany(n.Named))
                    : []
            ),
            cancel
        );
        foreach (var d in events.DistinctBy(d => d.Stream))
            titles.Add(
                d.Stream,
                d.Kind.Name,
                events.Last(e => e.Stream == d.Stream) is var last ? last.Kind.Title(last.After) : ""
            );
        return events.Select(d =>
        {
            var narrator = NarratorOf(d.Kind.Name);
            return new Consequence
            {
                Id = d.Stream.ToString(),
                Kind = d.Kind.Name,
                Title = d.Kind.Title(d.After) is { Length: > 0 } title ? title : d.Kind.Title(d.Before),
                Event = StoredName.Of(d.Event.GetType()),
                Sentence = { narrator.Tell(d.Before, d.Event, titles), Laters.Decided(d.Event) },
                Begins = { d.Begins.Select(f => narrator.Line(f, titles)).OfType<FactLine>() },
                Ceases = { d.Ceases.Select(f => narrator.Line(f, titles)).OfType<FactLine>() },
            };
        });
    }
}

/// <summary>What records of any module are called, at any day, as known at a session's position.</summary>
public sealed class Titles
{
    readonly Dictionary<Guid, List<TitleFact>> byId = [];
    readonly Dictionary<Guid, (DateOnly From, string En)[]> english = [];

    public static async Task<Titles> Of(ReadSession read, IEnumerable<Guid> ids, CancellationToken cancel)
    {
        var titles = new Titles();
        var wanted = ids.Distinct().ToArray();
        if (wanted.Length == 0)
            return titles;
        foreach (var row in await read.Facts<TitleFact>("f.stream_id = any($1) order by f.valid_from", cancel, wanted))
        {
            if (!titles.byId.TryGetValue(row.Stream, out var list))
                titles.byId[row.Stream] = list = [];
            list.Add(row.Fact);
        }
        return titles;
    }

    /// <summary>
    /// Adds what those of its records are called in English that say so; a record that does not is called the same in
    /// both languages.
    /// </summary>
    public async Task InEnglish(ReadSession read, StreamKinds kinds, CancellationToken cancel)
    {
        foreach (var kind in byId.GroupBy(t => t.Value[0].Kind, t => t.Key))
        foreach (var type in kinds[kind.Key].FactTypes.Where(t => t.IsAssignableTo(typeof(IBilingual))))
        foreach (
            var row in (
                await read.FactRows(
                    FactTable.Of(type),
                    $"{read.Known("f")} and f.stream_id = any($1) order by f.valid_from",
                    cancel,
                    (object)kind.ToArray()
                )
            ).GroupBy(r => r.Stream)
        )
            english[row.Key] = [.. row.Select(r => (r.Fact.Valid.ClaimedFrom, ((IBilingual)r.Fact).En))];
    }

    /// <summary>The same as <see cref="this"/> in both languages; see <see cref="InEnglish"/>.</summary>
    public Text Both(Guid id, DateOnly on) =>
        this[id, on] is var vi && english.TryGetValue(id, out var all)
            ? Words.Both(vi, all.LastOrDefault(e => e.From <= on, all[0]).En)
            : Words.Same(vi);

    public void Add(Guid id, string kind, string title) =>
        byId.TryAdd(id, [new("title", Period.Always, kind, title, "")]);

    /// <summary>What it was called that day; before its first day, what it was first called.</summary>
    public string this[Guid id, DateOnly on] => Fact(id, on)?.Title ?? "";

    public TitleFact? Fact(Guid id, DateOnly on) =>
        byId.TryGetValue(id, out var all) ? all.LastOrDefault(t => t.Valid.ClaimedFrom <= on) ?? all[0] : null;
}

/// <summary>A session's TimePoint on the wire.</summary>
public static class Moments
{
    extension(ReadSession read)
    {
        public Moment Moment =>
            new()
            {
                ValidOn = read.On.ToString("yyyy-MM-dd"),
                Position = read.Position,
                Head = read.Head,
                Epoch = read.Ledger.Epoch,
                KnownAt = read.KnownAt?.ToTimestamp(),
            };
    }

    extension(Period period)
    {
        public Rpc.V1.Period Wire => new() { From = period.From?.ToString() ?? "", To = period.To?.ToString() ?? "" };
    }
}
