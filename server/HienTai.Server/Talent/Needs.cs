using Google.Protobuf;
using HienTai.Domain.Kernel;
using HienTai.Domain.Talent;
using HienTai.Rpc.V1;
using HienTai.Server.Pipeline;
using HienTai.Talent.V1;
using EvidenceGrade = HienTai.Domain.Kernel.EvidenceGrade;
using Ladder = HienTai.Domain.Kernel.Ladder;
using Level = HienTai.Domain.Kernel.Level;
using People = HienTai.Personnel.V1;
using Programme = HienTai.Domain.Talent.Programme;
using Sector = HienTai.Domain.Talent.Sector;

namespace HienTai.Server.Talent;

/// <summary>A need as it is asked.</summary>
/// <param name="Field">Folded.</param>
sealed record Asked(
    Sector? Sector,
    string Field,
    Level? Education,
    EvidenceGrade? Known,
    Level? Language,
    int ServiceYears,
    int Contributions,
    DateOnly? AvailableBy,
    Guid? Unit,
    Among Among
)
{
    public bool HasField => Sector is not null || Field.Length > 0;

    /// <summary>Whether a field of study, folded, is the one asked for; true of any if none is.</summary>
    public bool Fits(string field) =>
        (Sector is not { } sector || SectorFields.Holds(sector, field))
        && (Field.Length == 0 || field.Contains(Field, StringComparison.Ordinal));
}

/// <summary>Needs between the wire, the words people read, and the text that is saved with a decision.</summary>
static class Needs
{
    static readonly JsonParser Parser = new(JsonParser.Settings.Default.WithIgnoreUnknownFields(false));

    public static Need Parse(string json)
    {
        try
        {
            return Parser.Parse<Need>(json);
        }
        catch (Exception e) when (e is InvalidProtocolBufferException or InvalidJsonException)
        {
            throw new Rejected(
                "NEED_UNREADABLE",
                "Không đọc được tiêu chí tìm đã lưu; hãy tìm lại.",
                "The saved need cannot be read; search again.",
                "need_json"
            );
        }
    }

    public static string Written(Need need) => JsonFormatter.Default.Format(need);

    public static Asked Read(Reading read, Need? n) =>
        (n ?? new()) is var need
            ? new(
                need.Sector is 0 ? null : read.Enum<HienTai.Talent.V1.Sector, Sector>(need.Sector, "need.sector"),
                read.Folded(need.Field, "need.field", 120),
                Of(read, need.Education, Ladder.Education, "need.education"),
                need.Known is 0 ? null : Known(read, need.Known),
                Of(read, need.Language, Ladder.ForeignLanguage, "need.language"),
                read.Number(need.ServiceYears, "need.service_years", 0, 60),
                read.Number(need.Contributions, "need.contributions", 0, 100),
                need.AvailableBy.Length == 0 ? null : read.Day(need.AvailableBy, "need.available_by"),
                read.OptionalId(need.UnitId, "need.unit_id"),
                Enum.IsDefined(need.Among)
                    ? need.Among
                    : read.Fault("need.among", "Không có lựa chọn này.", "There is no such choice.", Among.Everybody)
            )
            : null!;

    static EvidenceGrade Known(Reading read, People.EvidenceGrade known)
    {
        var grade = read.Enum<People.EvidenceGrade, EvidenceGrade>(known, "need.known");
        return grade is EvidenceGrade.RevokedAsFalse
            ? read.Fault("need.known", "Không tìm theo văn bằng giả.", "Nobody is sought by a false credential.", grade)
            : grade;
    }

    static Level? Of(Reading read, People.Level level, Ladder ladder, string field)
    {
        if (level is 0)
            return null;
        var at = read.Enum<People.Level, Level>(level, field);
        return Ladders.Of(at) == ladder
            ? at
            : read.Fault(
                field,
                $"Phải là một mức của {Ladders.Name(ladder).Vi.ToLowerInvariant()}.",
                $"It must be a level of {Ladders.Name(ladder).En.ToLowerInvariant()}.",
                (Level?)null
            );
    }

    public static Text Words(Need need)
    {
        var (vi, en) = (new List<string>(), new List<string>());
        void Say(string v, string e)
        {
            vi.Add(v);
            en.Add(e);
        }
        if (need.Sector is not 0 && Programme.Name((Sector)(int)need.Sector) is var sector)
            Say($"lĩnh vực {sector.Vi}", $"sector: {sector.En}");
        if (need.Field.Length > 0)
            Say($"ngành \"{need.Field}\"", $"field \"{need.Field}\"");
        if (
            need.Education is not 0
            && Ladders.Name((Level)WireEnum<People.Level, Level>.Domain[need.Education]) is var level
        )
            Say($"từ {level.Vi.ToLowerInvariant()}", $"{level.En.ToLowerInvariant()} or above");
        if (need.Known is not 0)
            Say(
                need.Known switch
                {
                    People.EvidenceGrade.CopySeen => "đã xem ít nhất bản sao",
                    People.EvidenceGrade.OriginalSeen => "đã xem bản chính",
                    People.EvidenceGrade.ConfirmedByIssuer => "nơi cấp xác nhận",
                    _ => "tự khai cũng được",
                },
                need.Known switch
                {
                    People.EvidenceGrade.CopySeen => "at least a copy seen",
                    People.EvidenceGrade.OriginalSeen => "original seen",
                    People.EvidenceGrade.ConfirmedByIssuer => "confirmed by the issuer",
                    _ => "self-declared will do",
                }
            );
        if (need.Language is not 0 && Ladders.Name(WireEnum<People.Level, Level>.Domain[need.Language]) is var language)
            Say(
                $"ngoại ngữ từ {language.Vi.ToLowerInvariant()}",
                $"foreign language {language.En.ToLowerInvariant()} or above"
            );
        if (need.ServiceYears > 0)
            Say($"ít nhất {need.ServiceYears} năm công tác", $"at least {need.ServiceYears} years of service");
        if (need.Contributions > 0)
            Say(
                $"ít nhất {need.Contributions} đóng góp được công nhận hoặc tiếp thu",
                $"at least {need.Contributions} contributions recognised or taken up"
            );
        if (need.AvailableBy.Length > 0)
            Say($"làm được việc trước {PartialDate.Parse(need.AvailableBy).Vi}", $"available by {need.AvailableBy}");
        switch (need.Among)
        {
            case Among.Staff:
                Say("trong nhân sự của huyện", "among the district's staff");
                break;
            case Among.Pool:
                Say("trong nguồn nhân tài", "in the talent pool");
                break;
            case Among.Outsiders:
                Say("người ngoài khu vực công", "from outside");
                break;
            default:
                break;
        }
        if (need.UnitId.Length > 0)
            Say("trong một đơn vị", "within one unit");
        return vi.Count == 0
            ? Pipeline.Words.Both("mọi người", "everybody")
            : Pipeline.Words.Both(string.Join(", ", vi), string.Join(", ", en));
    }
}
