using System.Text.RegularExpressions;
using HienTai.Domain.Kernel;

namespace HienTai.Domain.Personnel;

/// <summary>Where somebody who does not serve in the district works or lives.</summary>
public enum OutsideKind
{
    NotOutside,
    Business,
    FreeProfession,
    Retired,
    OtherBody,
    Studying,
    Overseas,
    Foreigner,
}

/// <summary>
/// On what ground data of somebody outside the public sector is kept. Source: Luật 91/2025/QH15 and NĐ 356/2025/NĐ-CP,
/// before 2026 NĐ 13/2023/NĐ-CP, as summarised by third parties; that a contract or a duty by law is a ground of its
/// own was not verified in the text.
/// </summary>
public enum LegalGround
{
    Consent = 1,
    Contract,
    DutyByLaw,
}

/// <summary>What is recorded of somebody because they do not serve in the district.</summary>
/// <param name="Affiliation">Where they work or study.</param>
/// <param name="Country">Of a foreigner their nationality, otherwise where they live: three letters, ISO 3166-1. Empty
/// means Vietnam.</param>
/// <param name="Passport">The issuing state's three letters, a space and up to nine letters and digits (ICAO Doc
/// 9303-4); empty where the 12-digit personal number is known.</param>
public sealed record OutsideDetails(
    OutsideKind Kind,
    string Affiliation,
    string Country,
    LegalGround Ground,
    [property: Personal(DataClass.IdentityNumber)] string Passport
) : IAttributed
{
    /// <summary>The registry no longer keeps them as somebody from outside.</summary>
    public static readonly OutsideDetails Over = new(OutsideKind.NotOutside, "", "", default, "");
}

// People who do not serve in the district: who they are there, and on what ground the registry keeps them.
public sealed partial record Person
{
    /// <summary>
    /// They are of the district's staff from the day a main assignment begins; what they were outside ends with it.
    /// </summary>
    IEnumerable<Stretch<OutsideDetails>> OutsideSpans
    {
        get
        {
            var joins = Assignments
                .Values.Where(a => a.Kind is AssignmentKind.Main && a.Line.Spans.Count > 0)
                .Select(a => a.Line.Whole.From!.Value)
                .OrderBy(d => d.Latest)
                .ToArray();
            foreach (var s in Outside?.Spans ?? [])
            {
                if (s.Value.Kind is OutsideKind.NotOutside)
                    continue;
                if (
                    joins
                        .Where(j => s.Valid.ClaimedFrom <= j.Latest && j.Latest < s.Valid.ClaimedTo)
                        .Select(j => (PartialDate?)j)
                        .FirstOrDefault()
                    is not { } joined
                )
                    yield return s;
                else if (
                    new Period(s.Valid.From, joined, HandedOver: true) is { EndsBeforeItBegins: false } until
                    && until.ClaimedFrom < until.ClaimedTo
                )
                    yield return s with
                    {
                        Valid = until,
                    };
            }
        }
    }

    PersonEvent[] Place(PlaceOutside c)
    {
        if (c.From.Latest < About.Spans[0].Value.Birth.Earliest)
            throw BeforeBirth("change.from");
        if (c.Sets is not null && Outside?.On(c.From.Latest)?.Value.Kind is null or OutsideKind.NotOutside)
            throw NotOutside("change.update_mask"); // there is nothing of which a part could change
        if (Serving(c.From) is { } post)
            throw new Rejected(
                "SERVES_IN_THE_DISTRICT",
                $"Vào {c.From.Vi} người này đang giữ bố trí chính \"{post}\", tức là nhân sự của huyện; hãy kết thúc bố trí trước.",
                $"On {c.From} this person holds the main assignment \"{post}\" and so belongs to the district's staff; end that first.",
                "change.from"
            );
        return (Outside ?? Line<OutsideDetails>.Empty).Set(c.From, c.Details, c.Sets, c.Later, Sound) is { } set
            ? [new PersonPlacedOutside(c.From, set.Value, set.Sets, set.Later)]
            : [];
    }

    PersonEvent[] Correct(CorrectOutside c)
    {
        var spans = Outside?.Spans ?? [];
        var wrong = spans.FirstOrDefault(s =>
            s.Valid.From == c.WrongFrom && s.Value.Kind is not OutsideKind.NotOutside
        );
        var details =
            c.KeepPassport && wrong.Value is { } recorded ? c.Details with { Passport = recorded.Passport } : c.Details;
        if (spans.Any(s => s.Valid.From == c.From && s.Value == details))
            return [];
        if (wrong.Value is null)
            throw new Rejected(
                "NOTHING_BEGAN_THEN",
                $"Không có mục ngoài khu vực công nào được ghi bắt đầu từ {c.WrongFrom.Vi}.",
                $"Nothing about being outside is recorded to begin on {c.WrongFrom}.",
                "change.wrong_from"
            );
        Sound(details);
        return [new PersonOutsideCorrected(c.WrongFrom, c.From, details)];
    }

    PersonEvent[] End(EndOutside c)
    {
        if (
            Outside?.Spans.LastOrDefault(s => s.Value.Kind is not OutsideKind.NotOutside)
            is not { Value: not null } last
        )
            throw NotOutside("change.on");
        if (last.Valid.To == c.On)
            return [];
        Sound(last.Valid.From!.Value, c.On, "change.on");
        return [new PersonOutsideEnded(c.On)];
    }

    static Rejected NotOutside(string field) =>
        new(
            "NOT_OUTSIDE",
            "Hồ sơ này không ghi người ngoài khu vực công.",
            "This record says nothing about being outside.",
            field
        );

    // Ended again means that the end recorded first was not the right one.
    static Line<OutsideDetails> Ended(Line<OutsideDetails> line, PartialDate on, Guid? paper) =>
        line.Spans is [.., { Value.Kind: OutsideKind.NotOutside } end]
            ? line.Corrected(end.Valid.From, on, OutsideDetails.Over, paper)
            : line.Changed(on, OutsideDetails.Over, paper, Attributes<OutsideDetails>.All);

    string? Serving(PartialDate on) =>
        Assignments
            .Values.Where(a => a.Kind is AssignmentKind.Main && a.Line.Spans.Count > 0 && a.Line.Whole.Holds(on.Latest))
            .Select(a => a.Line.Spans[^1].Value.Post)
            .FirstOrDefault();

    OutsideDetails Sound(OutsideDetails d)
    {
        if (d.Country.Length > 0 && !Countries().IsMatch(d.Country))
            throw new Rejected(
                "COUNTRY_UNKNOWN",
                "Quốc gia ghi bằng ba chữ cái hoa theo ISO 3166-1, ví dụ SGP.",
                "A country is three capital letters of ISO 3166-1, e.g. SGP.",
                "change.details.country"
            );
        if (d.Passport.Length > 0 && !Passports().IsMatch(d.Passport))
            throw new Rejected(
                "PASSPORT_UNREADABLE",
                "Hộ chiếu ghi ba chữ cái của nước cấp, dấu cách và số hộ chiếu (5 đến 9 chữ, số), ví dụ SGP K1234567A.",
                "Write a passport as the issuing state's three letters, a space and its number (5 to 9 letters and digits), e.g. SGP K1234567A.",
                "change.details.passport"
            );
        if (
            d.Kind is OutsideKind.Foreigner
            && (d.Country.Length == 0 || (d.Passport.Length == 0 && About.Spans[0].Value.PersonalNumber.Length == 0))
        )
            throw new Rejected(
                "FOREIGNER_UNIDENTIFIED",
                "Người nước ngoài phải ghi quốc tịch, và hộ chiếu nếu không có số định danh cá nhân.",
                "Of a foreigner record the nationality, and the passport if there is no personal number.",
                d.Country.Length == 0 ? "change.details.country" : "change.details.passport"
            );
        return d;
    }

    [GeneratedRegex(@"\A[A-Z]{3}\z")]
    private static partial Regex Countries();

    [GeneratedRegex(@"\A[A-Z]{3} [A-Z0-9]{5,9}\z")]
    private static partial Regex Passports();

    public static (string Vi, string En) Name(OutsideKind kind) =>
        kind switch
        {
            OutsideKind.Business => ("Doanh nghiệp", "Business"),
            OutsideKind.FreeProfession => ("Hành nghề tự do", "Free profession"),
            OutsideKind.Retired => ("Đã nghỉ hưu", "Retired"),
            OutsideKind.OtherBody => ("Cơ quan, trường, viện khác", "Another body, university or institute"),
            OutsideKind.Studying => ("Đang học tập, nghiên cứu", "Studying or in research"),
            OutsideKind.Overseas => ("Kiều bào", "Overseas Vietnamese"),
            _ => ("Người nước ngoài", "Foreigner"),
        };

    public static (string Vi, string En) Name(LegalGround ground) =>
        ground switch
        {
            LegalGround.Consent => ("đồng ý của người ấy", "consent"),
            LegalGround.Contract => ("hợp đồng", "a contract"),
            _ => ("nhiệm vụ theo luật", "a duty by law"),
        };
}
