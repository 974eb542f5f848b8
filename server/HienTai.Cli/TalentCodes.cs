using HienTai.Personnel.V1;
using HienTai.Talent.V1;
using Stage = HienTai.Talent.V1.Stage;

namespace HienTai.Cli;

// The names of the talent pool's code lists.
static partial class Codes
{
    /// <summary>Each with the short name people type.</summary>
    public static readonly CodeList<Sector> Sectors = new(
        (
            Sector.InformationTechnology,
            "công nghệ thông tin – truyền thông",
            "information and communication technology"
        ),
        (Sector.MechanicsAndAutomation, "cơ khí – tự động hóa", "mechanics and automation"),
        (Sector.ArtificialIntelligence, "trí tuệ nhân tạo", "artificial intelligence"),
        (Sector.BusinessAdministration, "quản trị doanh nghiệp", "business administration"),
        (Sector.Finance, "tài chính – ngân hàng", "finance and banking"),
        (Sector.Health, "y tế", "health"),
        (Sector.Tourism, "du lịch", "tourism"),
        (Sector.UrbanManagement, "quản lý đô thị", "urban management"),
        (Sector.InformationTechnology, "CNTT", "IT"),
        (Sector.ArtificialIntelligence, "AI", "AI")
    );

    public static readonly CodeList<Level> Educations = new(
        (Level.EducationIntermediate, "trung cấp", "intermediate"),
        (Level.EducationCollege, "cao đẳng", "college"),
        (Level.EducationBachelor, "đại học", "bachelor"),
        (Level.EducationMaster, "thạc sĩ", "master"),
        (Level.EducationDoctor, "tiến sĩ", "doctor")
    );

    public static readonly CodeList<Among> Amongs = new(
        (Among.Everybody, "mọi người", "everybody"),
        (Among.Staff, "nhân sự của huyện", "staff"),
        (Among.Pool, "trong nguồn", "pool"),
        (Among.Outsiders, "ngoài khu vực công", "outsiders")
    );

    public static readonly CodeList<Stage> PoolStages = new(
        (Stage.Found, "phát hiện", "found"),
        (Stage.Proposed, "đề cử", "proposed"),
        (Stage.Verified, "đã xác minh", "verified"),
        (Stage.InPool, "trong nguồn", "in the pool"),
        (Stage.Invited, "mời gọi", "invited"),
        (Stage.Joined, "đã nhận lời", "joined"),
        (Stage.Declined, "từ chối", "declined"),
        (Stage.InUse, "sử dụng", "in use"),
        (Stage.Assessed, "đã đánh giá", "assessed"),
        (Stage.Left, "ra khỏi nguồn", "left the pool")
    );

    public static readonly CodeList<SourceKind> SourceKinds = new(
        (SourceKind.Successor, "kế cận", "successor"),
        (SourceKind.ExcellentGraduate, "sinh viên xuất sắc", "excellent graduate"),
        (SourceKind.YoungScientist, "nhà khoa học trẻ", "young scientist"),
        (SourceKind.Expert, "chuyên gia", "expert"),
        (SourceKind.Overseas, "kiều bào", "overseas Vietnamese"),
        (SourceKind.Foreign, "người nước ngoài", "foreigner"),
        (SourceKind.Internal, "nội bộ", "internal")
    );

    public static readonly CodeList<PriorityGroup> PriorityGroups = new(
        (PriorityGroup.Young, "trẻ", "young"),
        (PriorityGroup.Women, "nữ", "women"),
        (PriorityGroup.Commune, "công tác ở xã, thị trấn", "in communes and towns"),
        (PriorityGroup.ArmedForces, "lực lượng vũ trang", "armed forces"),
        (PriorityGroup.EthnicMinority, "dân tộc thiểu số", "ethnic minority")
    );

    public static readonly CodeList<Readiness> Readinesses = new(
        (Readiness.Ready, "sẵn sàng", "ready"),
        (Readiness.InOneToThreeYears, "trong 1–3 năm", "in 1 to 3 years")
    );

    public static readonly CodeList<SuccessionState> SuccessionStates = new(
        (SuccessionState.None, "chưa có ai", "nobody yet"),
        (SuccessionState.Later, "có người, chưa ai sẵn sàng", "somebody, nobody ready"),
        (SuccessionState.Ready, "có người sẵn sàng", "somebody ready")
    );

    public static readonly CodeList<NeedPart> NeedParts = new(
        (NeedPart.Field, "khác lĩnh vực, ngành", "another field"),
        (NeedPart.Education, "trình độ thấp hơn", "a lower level"),
        (NeedPart.Known, "văn bằng chưa được xác thực đủ", "the degree is not known well enough"),
        (NeedPart.Language, "ngoại ngữ thấp hơn", "too little of the language"),
        (NeedPart.Service, "chưa đủ năm công tác", "too few years of service"),
        (NeedPart.Contributions, "chưa đủ đóng góp", "too few contributions"),
        (
            NeedPart.Available,
            "chưa rõ hoặc chưa làm được việc trước ngày ấy",
            "not available by then, or not known to be"
        )
    );
}
