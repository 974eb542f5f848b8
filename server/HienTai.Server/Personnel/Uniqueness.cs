using HienTai.Domain.Kernel;
using HienTai.Domain.Personnel;
using HienTai.Server.Access;
using HienTai.Server.Pipeline;
using HienTai.Server.Vault;
using static HienTai.Server.Pipeline.FactTable;

namespace HienTai.Server.Personnel;

/// <summary>
/// What must hold across records: one personal number, one identity document and one file number for one person, no
/// unseen duplicate, a consent where that is the ground, no file that was not uploaded.
/// </summary>
public static class Uniqueness
{
    public static bool Asked(IEnumerable<Intent> intents) =>
        intents.Any(i =>
            i.Command
                is RegisterPerson
                    or CorrectIdentity
                    or ChangeName
                    or PlaceOutside
                    or CorrectOutside
                    or ChangePersonalNumber
                    or CorrectPersonalNumber
                    or RecordIdentityDocument
                    or CorrectIdentityDocument
            || PersonWire.FilesOf(i.Command).Any()
        );

    public static async Task<IReadOnlyList<Intent>> Checked(
        ReadSession read,
        Sight sight,
        IReadOnlyList<Intent> intents,
        IReadOnlySet<string> notSameAs,
        CancellationToken cancel,
        Sight? files = null
    )
    {
        var claims = intents.Select(Claimed).OfType<Claim>().ToArray();
        await PersonalNumbers(read, sight, intents, cancel);
        await FileNumbers(read, sight, claims, cancel);
        var judged = await Duplicates(read, sight, [.. claims.Where(c => c.New)], notSameAs, cancel);
        await Uploaded(read, files ?? sight, intents, cancel);
        return [.. await Outsiders(read, sight, intents, cancel), .. judged];
    }

    /// <summary>Who somebody is said to be, in a change.</summary>
    sealed record Claim(Intent Intent, PersonName Name, Particulars Particulars, bool New);

    static Claim? Claimed(Intent intent) =>
        intent.Command switch
        {
            RegisterPerson c => new(intent, c.Name, c.Particulars, New: true),
            CorrectIdentity c => new(intent, c.Name, c.Particulars, New: false),
            _ => null,
        };

    /// <summary>A number of somebody's that is nobody else's, and the field it stands in.</summary>
    sealed record Number(Intent Intent, string Value, string Field);

    static IEnumerable<Number> NumbersOf(Intent intent) =>
        intent.Command switch
        {
            RegisterPerson c => [new(intent, c.Particulars.PersonalNumber, "change.identity.personal_number")],
            CorrectIdentity c => [new(intent, c.Particulars.PersonalNumber, "change.identity.personal_number")],
            ChangePersonalNumber c => [new(intent, c.PersonalNumber, "change.personal_number")],
            CorrectPersonalNumber c => [new(intent, c.PersonalNumber, "change.personal_number")],
            _ => [],
        };

    // Of other papers nobody keeps the numbers apart.
    static IEnumerable<Number> PapersOf(Intent intent) =>
        intent.Command switch
        {
            RecordIdentityDocument { Details.Kind: not IdentityDocumentKind.Other } c =>
            [
                new(intent, c.Details.Number, "change.details.number"),
            ],
            CorrectIdentityDocument { KeepNumber: false, Details.Kind: not IdentityDocumentKind.Other } c =>
            [
                new(intent, c.Details.Number, "change.details.number"),
            ],
            _ => [],
        };

    // A card of twelve digits carries the personal number, so each is looked for among both.
    static async Task PersonalNumbers(
        ReadSession read,
        Sight sight,
        IReadOnlyList<Intent> intents,
        CancellationToken cancel
    )
    {
        var (numbers, papers) = (intents.SelectMany(NumbersOf).ToArray(), intents.SelectMany(PapersOf).ToArray());
        foreach (var (claimed, refusal) in ((Number[], Refusal)[])[(numbers, NumberTaken), (papers, PaperTaken)])
        {
            await One(read, sight, "personal_number", n => NumberIndex(read, n), claimed, refusal, cancel);
            await One(
                read,
                sight,
                "number",
                n => FoundOtherwise.Index(read, n),
                claimed,
                refusal,
                cancel,
                Table<IdentityNumberFact>()
            );
        }
    }

    delegate Rejected Refusal(Number taken, Guid[] who);

    static Rejected NumberTaken(Number taken, Guid[] who) =>
        new(
            "PERSONAL_NUMBER_TAKEN",
            $"Số định danh {PersonWire.Mask(taken.Value)} đã là của một hồ sơ khác, nay hoặc trước đây; hãy mở hồ sơ ấy.",
            $"Personal number {PersonWire.Mask(taken.Value)} belongs to another record, now or before; open that one.",
            taken.Field
        )
        {
            Related = who,
        };

    static Rejected PaperTaken(Number taken, Guid[] who) =>
        new(
            "IDENTITY_DOCUMENT_TAKEN",
            "Giấy tờ có số này đã là của một hồ sơ khác, nay hoặc trước đây; hãy mở hồ sơ ấy.",
            "A document with this number belongs to another record, now or before; open that one.",
            taken.Field
        )
        {
            Related = who,
        };

    static Task FileNumbers(ReadSession read, Sight sight, Claim[] claims, CancellationToken cancel) =>
        One(
            read,
            sight,
            "file_number",
            number => number,
            claims.Select(c => new Number(c.Intent, c.Particulars.FileNumber, "change.identity.file_number")),
            (taken, who) =>
                new(
                    "FILE_NUMBER_TAKEN",
                    $"Số hiệu {taken.Value} đã là của một hồ sơ khác; hãy xem lại.",
                    $"File number {taken.Value} belongs to another record; check it.",
                    taken.Field
                )
                {
                    Related = who,
                },
            cancel
        );

    // What was said of those alike when somebody was put on record is remembered as a judgement of the two.
    static async Task<IReadOnlyList<Intent>> Duplicates(
        ReadSession read,
        Sight sight,
        Claim[] registered,
        IReadOnlySet<string> notSameAs,
        CancellationToken cancel
    )
    {
        if (registered.Length == 0)
            return [];
        var judged = new List<Intent>();
        var alike = (await Alike(read, registered.Select(r => r.Name.FullName), cancel)).ToLookup(f => f.Fact.Alike);
        foreach (var claim in registered)
        {
            var number = NumberIndex(read, claim.Particulars.PersonalNumber);
            var same = alike[VietnameseText.Alike(claim.Name.FullName)]
                .Where(f =>
                    f.Stream != claim.Intent.Stream
                    && MayBeSameBirth(f.Fact, claim.Particulars.Birth)
                    && !DifferentNumbers(f.Fact.PersonalNumber, number)
                )
                .Select(f => f.Stream)
                .Distinct()
                .ToArray();
            judged.AddRange(
                same.Where(id => notSameAs.Contains(id.ToString())).Select(id => Different(claim.Intent, id))
            );
            same = [.. same.Where(id => !notSameAs.Contains(id.ToString()))];
            var seen = await sight.Of(read, same, cancel);
            same = [.. same.Where(id => seen[id].Basic.Any)];
            if (same.Length > 0)
                throw new Rejected(
                    "POSSIBLE_DUPLICATE",
                    $"Có {same.Length} hồ sơ cùng họ tên (kể cả viết khác i/y, dấu), có thể cùng ngày sinh. Hãy mở xem; nếu đúng là người khác thì xác nhận rồi ghi.",
                    $"There are {same.Length} records with the same name, marks and i or y aside, and possibly the same birth. Open them; if it is another person, confirm and record.",
                    $"{claim.Intent.Prefix}change.identity.full_name"
                )
                {
                    Related = same,
                };
        }
        return judged;
    }

    static Intent Different(Intent registered, Guid other) =>
        new(
            PossibleDuplicate.Id(registered.Stream, other),
            new JudgeDuplicate(registered.Stream, other, DuplicateVerdict.Different),
            0,
            registered.Prefix
        );

    static async Task Uploaded(ReadSession read, Sight sight, IReadOnlyList<Intent> intents, CancellationToken cancel)
    {
        foreach (var intent in intents)
        foreach (var file in PersonWire.FilesOf(intent.Command))
            if (!await Files.All(read, sight, [file], cancel))
                throw new Rejected(
                    "FILE_NOT_UPLOADED",
                    $"Tệp {file[..8]}… chưa được tải lên; hãy tải lên trước.",
                    $"File {file[..8]}… has not been uploaded; upload it first.",
                    $"{intent.Prefix}change.{(intent.Command is AttachEvidence ? "sha256" : "evidence")}"
                );
    }

    /// <summary>What a change says of somebody outside the public sector, with the consents it brings.</summary>
    sealed record Placed(
        Intent Intent,
        OutsideDetails Details,
        PartialDate From,
        IReadOnlyList<(Guid Id, ConsentPurpose Purpose)> Consents
    );

    static Placed? PlacedOutside(Intent intent) =>
        intent.Command switch
        {
            PlaceOutside c => new(intent, c.Details, c.From, c.Consents),
            CorrectOutside c => new(intent, c.Details, c.From, []),
            _ => null,
        };

    // Whoever is kept on the ground of consent has given it, before or with this very change.
    static async Task<IReadOnlyList<Intent>> Outsiders(
        ReadSession read,
        Sight sight,
        IReadOnlyList<Intent> intents,
        CancellationToken cancel
    )
    {
        var placed = intents.Select(PlacedOutside).OfType<Placed>().ToArray();
        if (placed.Length == 0)
            return intents;
        await Passports(read, sight, placed, cancel);
        foreach (var p in placed)
            if (
                p.Details.Ground is LegalGround.Consent
                && !p.Consents.Any(c => c.Purpose is ConsentPurpose.KeptOnRecord)
                && !await Consented(read, p.Intent.Stream, ConsentPurpose.KeptOnRecord, cancel)
            )
                throw new Rejected(
                    "CONSENT_MISSING",
                    "Căn cứ là sự đồng ý nhưng chưa ghi đồng ý lưu hồ sơ; hãy ghi kèm sự đồng ý ấy, có văn bản nếu có.",
                    "The ground is consent and none to being kept on record is recorded; record it with this change, on its paper if there is one.",
                    $"{p.Intent.Prefix}change.consents"
                );
        return [.. intents, .. placed.SelectMany(Given)];
    }

    static IEnumerable<Intent> Given(Placed placed) =>
        placed.Consents.Select(c => new Intent(
            PrivacyQuestions.UseOf(placed.Intent.Stream),
            new GiveConsent(placed.Intent.Stream, c.Id, c.Purpose, placed.From.Latest, null),
            0,
            placed.Intent.Prefix
        ));

    static Task Passports(ReadSession read, Sight sight, Placed[] placed, CancellationToken cancel) =>
        One(
            read,
            sight,
            "number",
            number => FoundOtherwise.Index(read, number),
            placed.Select(p => new Number(p.Intent, p.Details.Passport, "change.details.passport")),
            (taken, who) =>
                new(
                    "PASSPORT_TAKEN",
                    $"Hộ chiếu {PersonWire.MaskPassport(taken.Value)} đã là của một hồ sơ khác; hãy mở hồ sơ ấy.",
                    $"Passport {PersonWire.MaskPassport(taken.Value)} belongs to another record; open that one.",
                    taken.Field
                )
                {
                    Related = who,
                },
            cancel,
            Table<IdentityNumberFact>()
        );

    static async Task<bool> Consented(
        ReadSession read,
        Guid person,
        ConsentPurpose purpose,
        CancellationToken cancel
    ) =>
        (
            await read.Query(
                $"select exists (select from {Table<ConsentFact>()} f where f.person = $1 and f.purpose = $2 and {read.Known("f")} and {read.Valid("f")})",
                r => r.GetBoolean(0),
                cancel,
                person,
                (int)purpose
            )
        )[0];

    /// <summary>People whose name is one of these, however it is spelled.</summary>
    public static Task<List<FactRow<PersonSearchFact>>> Alike(
        ReadSession read,
        IEnumerable<string> fullNames,
        CancellationToken cancel
    ) =>
        read.Facts<PersonSearchFact>(
            "f.alike = any($1)",
            cancel,
            (object)fullNames.Select(VietnameseText.Alike).Distinct().ToArray()
        );

    /// <summary>What a personal number is found by.</summary>
    public static string NumberIndex(ReadSession read, string number) => read.Keys.Index.Of(NumberPlace, number);

    static readonly string NumberPlace = Sealing.Place(
        typeof(PersonSearchFact).GetProperty(nameof(PersonSearchFact.PersonalNumber))!
    );

    public static bool MayBeSameBirth(PersonSearchFact fact, PartialDate birth) =>
        fact.Birth is { } known && known.Earliest <= birth.Latest && birth.Earliest <= known.Latest;

    public static bool DifferentNumbers(string a, string b) => a.Length > 0 && b.Length > 0 && a != b;

    static async Task One(
        ReadSession read,
        Sight sight,
        string column,
        Func<string, string> stored,
        IEnumerable<Number> claims,
        Refusal refusal,
        CancellationToken cancel,
        string? table = null
    )
    {
        var claimed = claims.Where(c => c.Value.Length > 0).ToArray();
        if (claimed.Length == 0)
            return;
        var held = await read.Query(
            $"select {column}, stream_id from {table ?? Table<PersonSearchFact>()} f where {read.Known("f")} and {column} = any($1)",
            r => (r.GetString(0), r.GetGuid(1)),
            cancel,
            (object)claimed.Select(c => stored(c.Value)).ToArray()
        );
        var holders = held.Concat(claimed.Select(c => (stored(c.Value), c.Intent.Stream)))
            .ToLookup(h => h.Item1, h => h.Item2);
        foreach (var number in claimed)
        {
            var intent = number.Intent;
            if (
                holders[stored(number.Value)].Where(h => h != intent.Stream).Distinct().ToArray() is
                { Length: > 0 } others
            )
                // Who holds it is told only to those who see that file; to others it is a matter for somebody who does.
                throw (await sight.Of(read, others, cancel)).Values.All(s => s.Basic.Any)
                || others.All(o => claimed.Any(c => c.Intent.Stream == o))
                    ? refusal(number, others).Under(intent.Prefix)
                    : Permits.Approval(intent);
        }
    }
}
