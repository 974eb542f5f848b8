using System.Text.RegularExpressions;
using HienTai.Domain.Kernel;
using SortedDocuments = System.Collections.Immutable.ImmutableSortedDictionary<
    System.Guid,
    HienTai.Domain.Kernel.Line<HienTai.Domain.Personnel.IdentityDocumentDetails>
>;

namespace HienTai.Domain.Personnel;

/// <summary>What somebody shows who they are with, besides the personal number itself.</summary>
public enum IdentityDocumentKind
{
    /// <summary>Chứng minh nhân dân, nine digits: not issued since 2021.</summary>
    OldCard = 1,

    /// <summary>Chứng minh nhân dân with the twelve digits of the personal number.</summary>
    TwelveDigitCard,

    /// <summary>Căn cước công dân, and căn cước from 2024-07-01.</summary>
    CitizenCard,
    Passport,
    Other,
}

/// <summary>A paper that says who its bearer is.</summary>
/// <param name="Number">Digits of a card; of a passport the issuing state's three letters, a space and up to nine
/// letters and digits (ICAO Doc 9303-4).</param>
/// <param name="Issuer">As printed; may be empty.</param>
public sealed record IdentityDocumentDetails(
    IdentityDocumentKind Kind,
    [property: Personal(DataClass.IdentityNumber)] string Number,
    string Issuer
);

/// <summary>A personal number, from when it was issued.</summary>
public sealed record IssuedNumber([property: Personal(DataClass.IdentityNumber)] string PersonalNumber);

/// <summary>How the numbers of such papers are written and compared.</summary>
public static partial class IdentityDocuments
{
    /// <summary>The digits of the card (CMND) of before 2021.</summary>
    public const int OldCardLength = 9;

    /// <summary>A number as it is compared: without what is put between its digits and letters.</summary>
    public static string Clean(IdentityDocumentKind kind, string number)
    {
        if (kind is not (IdentityDocumentKind.Passport or IdentityDocumentKind.Other))
            return PersonalNumber.Clean(number);
        var bare = Bare(number);
        return kind is IdentityDocumentKind.Passport && WithState().IsMatch(bare) ? $"{bare[..3]} {bare[3..]}" : bare;
    }

    /// <summary>A passport's number as people say it: without the state that issued it.</summary>
    public static string WithoutState(string passport) => WholePassport().IsMatch(passport) ? passport[4..] : passport;

    /// <summary>Capital letters and digits alone.</summary>
    public static string Bare(string number) =>
        string.Concat(PersonalNumber.Clean(number).ToUpperInvariant().Where(char.IsLetterOrDigit));

    /// <summary>Null if it can be the number of such a paper; otherwise why not, and what to do about it.</summary>
    public static (string Reason, string Vi, string En)? Fault(IdentityDocumentKind kind, string number) =>
        kind switch
        {
            IdentityDocumentKind.OldCard => Digits(number, OldCardLength),
            IdentityDocumentKind.TwelveDigitCard or IdentityDocumentKind.CitizenCard => Digits(
                number,
                PersonalNumber.Length
            ),
            IdentityDocumentKind.Passport when !WholePassport().IsMatch(number) => (
                "PASSPORT_UNREADABLE",
                "Hộ chiếu ghi ba chữ cái của nước cấp, dấu cách và số hộ chiếu (5 đến 9 chữ, số), ví dụ VNM C1234567.",
                "Write a passport as the issuing state's three letters, a space and its number (5 to 9 letters and digits), e.g. VNM C1234567."
            ),
            IdentityDocumentKind.Other when number.Length < 3 => (
                "IDENTITY_DOCUMENT_NUMBER",
                "Số giấy tờ gồm ít nhất ba chữ, số.",
                "The number of a document has at least three letters and digits."
            ),
            _ => null,
        };

    static (string, string, string)? Digits(string number, int length)
    {
        if (number.Length == length && number.All(char.IsAsciiDigit))
            return null;
        var lost = number.Length == length - 1 && number.All(char.IsAsciiDigit);
        return (
            "IDENTITY_DOCUMENT_NUMBER",
            lost
                ? $"Số này có {length} chữ số, ở đây chỉ có {number.Length}: có lẽ mất số 0 ở đầu. Nếu đúng thì ghi 0{number}."
                : $"Số của loại giấy tờ này gồm đúng {length} chữ số, đang có {number.Length} ký tự; hãy xem lại số hoặc chọn loại khác.",
            lost
                ? $"This number has {length} digits, here {number.Length}: its leading zero may be lost. If so, give 0{number}."
                : $"The number of such a document has exactly {length} digits; this has {number.Length} characters. Check it, or choose another kind."
        );
    }

    public static (string Vi, string En) Name(IdentityDocumentKind kind) =>
        kind switch
        {
            IdentityDocumentKind.OldCard => ("CMND 9 số", "Nine-digit identity card"),
            IdentityDocumentKind.TwelveDigitCard => ("CMND 12 số", "Twelve-digit identity card"),
            IdentityDocumentKind.CitizenCard => ("Căn cước", "Citizen identity card"),
            IdentityDocumentKind.Passport => ("Hộ chiếu", "Passport"),
            _ => ("Giấy tờ tuỳ thân khác", "Another identity document"),
        };

    [GeneratedRegex(@"\A[A-Z]{3}[A-Z0-9]{5,9}\z")]
    private static partial Regex WithState();

    [GeneratedRegex(@"\A[A-Z]{3} [A-Z0-9]{5,9}\z")]
    private static partial Regex WholePassport();
}

// Papers that say who somebody is, and a personal number issued anew.
public sealed partial record Person
{
    SortedDocuments IdentityPapers => Documents ?? SortedDocuments.Empty;

    /// <summary>The personal number in the course of time: one, unless another was issued.</summary>
    IReadOnlyList<Stretch<string>> Numbers
    {
        get
        {
            var about = About.Spans[0];
            if (Reissued is not { Spans: [var first, ..] spans })
                return [new(Period.Always, about.Value.PersonalNumber, about.Paper)];
            var before = new Period(null, first.Valid.From, HandedOver: true);
            return
            [
                new(before, about.Value.PersonalNumber, about.Paper),
                .. spans.Select(s => new Stretch<string>(s.Valid, s.Value.PersonalNumber, s.Paper)),
            ];
        }
    }

    /// <summary>Name and number together, as long as both stay.</summary>
    IEnumerable<(Stretch<PersonName> Name, string Number)> Identities =>
        Numbers is [var only]
            ? Names.Spans.Select(n => (n, only.Value))
            : from n in Names.Spans
            from i in Numbers
            where n.Valid.Overlaps(i.Valid)
            select (n with { Valid = Both(n.Valid, i.Valid) }, i.Value);

    static Period Both(Period a, Period b) =>
        new(
            a.ClaimedFrom >= b.ClaimedFrom ? a.From : b.From,
            a.ClaimedTo <= b.ClaimedTo ? a.To : b.To,
            a.ClaimedTo <= b.ClaimedTo ? a.HandedOver : b.HandedOver
        );

    PersonEvent[]? OnPapers(PersonCommand command) =>
        command switch
        {
            ChangePersonalNumber c => Reissue(c),
            CorrectPersonalNumber c => Correct(c),
            RecordIdentityDocument c => Record(c),
            EndIdentityDocument c => End(c),
            CorrectIdentityDocument c => Correct(c),
            _ => null,
        };

    PersonEvent[] Reissue(ChangePersonalNumber c)
    {
        Sound(c.PersonalNumber, c.From);
        return Numbers.Any(n => n.Valid.Holds(c.From.Latest) && n.Value == c.PersonalNumber)
            ? []
            : [new PersonalNumberChanged(c.From, new(c.PersonalNumber))];
    }

    PersonEvent[] Correct(CorrectPersonalNumber c)
    {
        Sound(c.PersonalNumber, c.From);
        var spans = Reissued?.Spans ?? [];
        if (spans.Any(s => s.Valid.From == c.From && s.Value.PersonalNumber == c.PersonalNumber))
            return [];
        return spans.Any(s => s.Valid.From == c.WrongFrom)
            ? [new PersonalNumberCorrected(c.WrongFrom, c.From, new(c.PersonalNumber))]
            : throw new Rejected(
                "NOTHING_BEGAN_THEN",
                $"Không có số định danh nào được ghi cấp lại từ {c.WrongFrom.Vi}.",
                $"No personal number is recorded to be issued anew on {c.WrongFrom}.",
                "change.wrong_from"
            );
    }

    void Sound(string number, PartialDate from)
    {
        var about = About.Spans[0].Value;
        if (PersonalNumber.Fault(number, about.Sex, about.Birth, "change.personal_number") is { } fault)
            throw fault;
        if (from.Latest < about.Birth.Earliest)
            throw BeforeBirth("change.from");
    }

    PersonEvent[] Record(RecordIdentityDocument c)
    {
        if (IdentityPapers.TryGetValue(c.Document, out var held))
            return held.Steps[0].Value == c.Details && held.Steps[0].When == c.From
                ? []
                : throw EntryIdTaken("change.document_id");
        Sound(c.Details, c.From, c.To);
        if (IdentityPapers.Values.Any(d => d.Spans is [.., var last] && Same(last.Value, c.Details)))
            throw new Rejected(
                "IDENTITY_DOCUMENT_ALREADY_RECORDED",
                "Giấy tờ có số này đã có trong hồ sơ.",
                "A document with this number is already on this record.",
                "change.details.number"
            );
        return [new IdentityDocumentRecorded(c.Document, c.From, c.To, c.Details)];
    }

    PersonEvent[] Correct(CorrectIdentityDocument c)
    {
        var line = Shown(c.Document);
        var was = line.Spans[0];
        var details = c.KeepNumber ? c.Details with { Number = was.Value.Number } : c.Details;
        Sound(details, c.From, c.To);
        return was.Value == details && was.Valid.From == c.From && line.End == c.To
            ? []
            : [new IdentityDocumentCorrected(c.Document, c.From, c.To, details)];
    }

    PersonEvent[] End(EndIdentityDocument c)
    {
        var line = Shown(c.Document);
        Sound(line.Spans[0].Valid.From!.Value, c.On, "change.on");
        return line.End == c.On ? [] : [new IdentityDocumentEnded(c.Document, c.On)];
    }

    void Sound(IdentityDocumentDetails d, PartialDate from, PartialDate? to)
    {
        if (IdentityDocuments.Fault(d.Kind, d.Number) is { } fault)
            throw new Rejected(fault.Reason, fault.Vi, fault.En, "change.details.number");
        if (from.Latest < About.Spans[0].Value.Birth.Earliest)
            throw BeforeBirth("change.from");
        Sound(from, to, "change.to");
    }

    static bool Same(IdentityDocumentDetails a, IdentityDocumentDetails b) => a.Kind == b.Kind && a.Number == b.Number;

    Line<IdentityDocumentDetails> Shown(Guid document) =>
        IdentityPapers.TryGetValue(document, out var found) ? found : throw NoEntry("change.document_id");

    // Papers and numbers as each event makes them.
    Person? Papered(PersonEvent @event, Basis basis) =>
        @event switch
        {
            PersonalNumberChanged e => this with
            {
                Reissued = (Reissued ?? Line<IssuedNumber>.Empty).Changed(e.From, e.Number, basis.Paper),
            },
            PersonalNumberCorrected e => this with
            {
                Reissued = Reissued?.Corrected(e.WrongFrom, e.From, e.Number, basis.Paper),
            },
            IdentityDocumentRecorded e => With(e.Document, Begun(e.From, e.To, e.Details, basis.Paper)),
            IdentityDocumentEnded e => IdentityPapers.TryGetValue(e.Document, out var line)
                ? With(e.Document, line.Ended(e.On, basis.Paper))
                : this,
            IdentityDocumentCorrected e => IdentityPapers.TryGetValue(e.Document, out var line)
                ? With(
                    e.Document,
                    line.Corrected(line.Spans[0].Valid.From, e.From, e.Details, basis.Paper).Ended(e.To, basis.Paper)
                )
                : this,
            _ => null,
        };

    Person With(Guid id, Line<IdentityDocumentDetails> document) =>
        this with
        {
            Documents = IdentityPapers.SetItem(id, document),
        };

    static SortedDocuments? Without(SortedDocuments? documents, Guid paper) =>
        documents?.RemoveRange(documents.Where(d => d.Value.Without(paper) is null).Select(d => d.Key)) is { } left
            ? left.SetItems(left.Select(d => KeyValuePair.Create(d.Key, d.Value.Without(paper)!)))
            : null;

    static SortedDocuments? WithoutNumbers(SortedDocuments? documents) =>
        documents?.SetItems(
            documents.Select(d => KeyValuePair.Create(d.Key, d.Value.Erased(v => v with { Number = "" })))
        );

    IEnumerable<Fact> PaperFacts()
    {
        foreach (var (id, line) in IdentityPapers)
        foreach (var s in line.Spans)
        {
            var d = s.Value;
            yield return new IdentityDocumentFact($"document:{id}", s.Valid, id, d.Kind, d.Number, d.Issuer, s.Paper);
            foreach (var found in FoundBy($"document:{id}", s.Valid, d.Kind, d.Number))
                yield return found;
        }
        if (Numbers is { Count: > 1 } numbers)
            foreach (var n in numbers)
            {
                yield return new PersonalNumberFact("personal_number", n.Valid, n.Value, n.Paper);
                foreach (var found in FoundBy("personal_number", n.Valid, null, n.Value))
                    yield return found;
            }
    }

    // An erased person is found by nothing.
    static IEnumerable<IdentityNumberFact> FoundBy(string key, Period valid, IdentityDocumentKind? kind, string number)
    {
        if (number.Length == 0)
            yield break;
        yield return new IdentityNumberFact(key, valid, kind, number);
        if (
            kind is IdentityDocumentKind.Passport
            && IdentityDocuments.WithoutState(number) is var bare
            && bare != number
        )
            yield return new IdentityNumberFact($"{key}:bare", valid, kind, bare);
    }

    /// <summary>What they were called until they bore another name; nobody erased has any.</summary>
    IEnumerable<FormerNameFact> FormerNames =>
        Erased
            ? []
            : Names
                .Spans.Where(n => n.Valid.To is not null && n.Valid.ClaimedFrom < n.Valid.ClaimedTo)
                .Select(n => new FormerNameFact(
                    $"former_name:{n.Valid.From}",
                    new(n.Valid.To, null),
                    n.Value.FullName,
                    n.Valid.ClaimedFrom,
                    n.Valid.ClaimedTo,
                    Words([n.Value.FullName, .. n.Value.OtherNames])
                ));
}
