using System.Security.Cryptography;
using System.Text;
using HienTai.Domain.Kernel;
using HienTai.Domain.Papers;
using HienTai.Server.Pipeline;

namespace HienTai.Server.Sample;

/// <summary>Everything the sample's officers did, each change set at the moment it was recorded.</summary>
sealed class Chronicle
{
    public const string District = "UBND huyện Bình Chánh";
    const string Chair = "KT. CHỦ TỊCH – PHÓ CHỦ TỊCH";

    readonly List<(DateTimeOffset At, string What, ChangeSet Set)> entries = [];
    readonly HashSet<string> acts = [];
    readonly Dictionary<(string Issuer, string Kind, int Year), HashSet<int>> numbers = [];

    /// <summary>In the order of recorded time; those of one moment may be handed in together.</summary>
    public IEnumerable<IGrouping<DateTimeOffset, (string What, ChangeSet Set)>> Moments =>
        entries.OrderBy(e => e.At).GroupBy(e => e.At, e => (e.What, e.Set));

    Passing[] passes = [];

    /// <summary>
    /// What is told meanwhile is recorded in spite of a warning, for that reason; where it finds nothing, nothing is
    /// kept of it.
    /// </summary>
    public void InSpiteOf(string rule, string reason, Action tell)
    {
        passes = [new(rule, reason)];
        tell();
        passes = [];
    }

    public int Commands => entries.Sum(e => e.Set.Intents.Count);

    /// <summary>
    /// Records some intents at one moment. <paramref name="what"/> names the act, and so its request id.
    /// </summary>
    public void Record(
        DateTimeOffset at,
        string what,
        string actor,
        string reason,
        Guid? paper,
        params IEnumerable<Intent> intents
    ) => Record(at, what, Actors.Named(actor), reason, paper, intents);

    public void Record(
        DateTimeOffset at,
        string what,
        Actor actor,
        string reason,
        Guid? paper,
        params IEnumerable<Intent> intents
    )
    {
        Intent[] all = [.. intents];
        if (all.Length == 0)
            return;
        if (!acts.Add(what))
            throw new InvalidOperationException($"The sample tells '{what}' twice.");
        entries.Add(
            (
                at,
                what,
                new(
                    Dice.Id($"request · {what}"),
                    SHA256.HashData(Encoding.UTF8.GetBytes(what)),
                    actor,
                    reason,
                    paper,
                    false,
                    all[0].Stream,
                    all
                )
                {
                    Passes = passes,
                }
            )
        );
    }

    /// <summary>Registers a paper and gives its id. Numbers run through the year as in a clerk's book.</summary>
    public Guid Paper(
        DateTimeOffset at,
        string actor,
        PaperKind kind,
        string suffix,
        string title,
        DateOnly signed,
        PartialDate? effective,
        string excerpt,
        string issuer = District,
        string signer = Chair,
        int? number = null
    )
    {
        var taken = numbers.TryGetValue((issuer, suffix, signed.Year), out var some)
            ? some
            : numbers[(issuer, suffix, signed.Year)] = [];
        var no = number ?? Numbered(kind, signed, issuer);
        while (!taken.Add(no))
            no++;
        var (name, id) = ($"{no}/{suffix}", Dice.Id($"paper · {issuer} · {no}/{suffix} · {signed:yyyy-MM-dd}"));
        Record(
            at,
            $"paper · {issuer} · {name} · {signed:yyyy-MM-dd}",
            actor,
            "Đăng ký văn bản để làm căn cứ.",
            null,
            new Intent(id, new RegisterPaper(new(kind, name, title, issuer, signer, signed, effective, excerpt), []))
        );
        return id;
    }

    static int Numbered(PaperKind kind, DateOnly signed, string issuer)
    {
        var book = new Dice($"book · {issuer} · {signed.Year}");
        if (issuer == District)
            return (signed.DayOfYear - 1) * 13 + book.Between(1, 99);
        return kind is PaperKind.Record
            ? book.Between(4, 48)
            : (signed.DayOfYear - 1) * book.Between(3, 8) + book.Between(1, 60);
    }
}
