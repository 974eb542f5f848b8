namespace HienTai.Domain.Kernel;

/// <summary>A ladder of qualifications; its number times 100 is where its levels begin.</summary>
public enum Ladder
{
    Education = 1,
    GeneralEducation,
    PoliticalTheory,
    StateManagement,
    ForeignLanguage,
    InformationTechnology,
    Pedagogy,
    ProfessionalTitle,
    EducationManagement,
    NationalDefence,
    EthnicLanguage,
    TeacherStandard,
    AcademicTitle,
    Leadership,
}

/// <summary>
/// A level on a ladder: ladder × 100 + rank, so levels of one ladder compare by number. Names are in
/// <see cref="Ladders"/>.
/// </summary>
public enum Level
{
    EducationNone = 100,
    EducationElementary1,
    EducationElementary2,
    EducationElementary3,
    EducationIntermediate,
    EducationCollege,
    EducationBachelor,
    EducationMaster,
    EducationDoctor,
    GeneralEducationPrimary = 201,
    GeneralEducationLowerSecondary,
    GeneralEducationUpperSecondary,
    PoliticalTheoryElementary = 301,
    PoliticalTheoryIntermediate,
    PoliticalTheoryAdvanced,
    PoliticalTheoryBachelor,
    StateManagementClerk = 401,
    StateManagementSpecialist,
    StateManagementPrincipalSpecialist,
    StateManagementSeniorSpecialist,
    ForeignLanguage1 = 501,
    ForeignLanguage2,
    ForeignLanguage3,
    ForeignLanguage4,
    ForeignLanguage5,
    ForeignLanguage6,
    InformationTechnologyBasic = 601,
    InformationTechnologyAdvanced,
    PedagogyCertificate = 701,
    ProfessionalTitleCertificate = 801,
    EducationManagementCertificate = 901,
    NationalDefenceGroup4 = 1001,
    NationalDefenceGroup3,
    NationalDefenceGroup2,
    NationalDefenceGroup1,
    EthnicLanguageCertificate = 1101,
    TeacherStandardPass = 1201,
    TeacherStandardGood,
    TeacherStandardExcellent,
    AcademicTitleAssociateProfessor = 1301,
    AcademicTitleProfessor,
    LeadershipDivision = 1401,
    LeadershipCommune,
    LeadershipDistrict,
    LeadershipDepartment,
}

/// <summary>The names of ladders and levels, for people.</summary>
public static class Ladders
{
    public static Ladder Of(Level level) => (Ladder)((int)level / 100);

    public static int Rank(Level level) => (int)level % 100;

    public static (string Vi, string En) Name(Ladder ladder) =>
        ladder switch
        {
            Ladder.Education => ("Chuyên môn", "Education"),
            Ladder.GeneralEducation => ("Học vấn phổ thông", "General education"),
            Ladder.PoliticalTheory => ("Lý luận chính trị", "Political theory"),
            Ladder.StateManagement => ("Quản lý nhà nước", "State management"),
            Ladder.ForeignLanguage => ("Ngoại ngữ", "Foreign language"),
            Ladder.InformationTechnology => ("Tin học", "Information technology"),
            Ladder.Pedagogy => ("Nghiệp vụ sư phạm", "Pedagogy"),
            Ladder.ProfessionalTitle => ("Bồi dưỡng chức danh nghề nghiệp", "Professional title training"),
            Ladder.EducationManagement => ("Quản lý giáo dục", "Education management"),
            Ladder.NationalDefence => ("Quốc phòng và an ninh", "National defence and security"),
            Ladder.EthnicLanguage => ("Tiếng dân tộc", "Ethnic language"),
            Ladder.TeacherStandard => ("Chuẩn nghề nghiệp giáo viên", "Teacher professional standard"),
            Ladder.AcademicTitle => ("Học hàm", "Academic title"),
            _ => ("Lãnh đạo, quản lý", "Leadership"),
        };

    public static (string Vi, string En) Name(Level level) =>
        level switch
        {
            Level.EducationNone => ("Chưa qua đào tạo", "No training"),
            Level.EducationElementary1 => ("Sơ cấp I", "Elementary I"),
            Level.EducationElementary2 => ("Sơ cấp II", "Elementary II"),
            Level.EducationElementary3 => ("Sơ cấp III", "Elementary III"),
            Level.EducationIntermediate => ("Trung cấp", "Intermediate"),
            Level.EducationCollege => ("Cao đẳng", "College"),
            Level.EducationBachelor => ("Đại học", "Bachelor"),
            Level.EducationMaster => ("Thạc sĩ", "Master"),
            Level.EducationDoctor => ("Tiến sĩ", "Doctor"),
            Level.GeneralEducationPrimary => ("Tiểu học", "Primary"),
            Level.GeneralEducationLowerSecondary => ("THCS", "Lower secondary"),
            Level.GeneralEducationUpperSecondary => ("THPT", "Upper secondary"),
            Level.PoliticalTheoryElementary => ("Sơ cấp", "Elementary"),
            Level.PoliticalTheoryIntermediate => ("Trung cấp", "Intermediate"),
            Level.PoliticalTheoryAdvanced => ("Cao cấp", "Advanced"),
            Level.PoliticalTheoryBachelor => ("Cử nhân", "Bachelor"),
            Level.StateManagementClerk => ("Cán sự", "Clerk"),
            Level.StateManagementSpecialist => ("Chuyên viên", "Specialist"),
            Level.StateManagementPrincipalSpecialist => ("Chuyên viên chính", "Principal specialist"),
            Level.StateManagementSeniorSpecialist => ("Chuyên viên cao cấp", "Senior specialist"),
            >= Level.ForeignLanguage1 and <= Level.ForeignLanguage6 => ($"Bậc {Rank(level)}", $"Level {Rank(level)}"),
            Level.InformationTechnologyBasic => ("Cơ bản", "Basic"),
            Level.InformationTechnologyAdvanced => ("Nâng cao", "Advanced"),
            Level.NationalDefenceGroup4 => ("Đối tượng 4", "Group 4"),
            Level.NationalDefenceGroup3 => ("Đối tượng 3", "Group 3"),
            Level.NationalDefenceGroup2 => ("Đối tượng 2", "Group 2"),
            Level.NationalDefenceGroup1 => ("Đối tượng 1", "Group 1"),
            Level.TeacherStandardPass => ("Đạt", "Pass"),
            Level.TeacherStandardGood => ("Khá", "Good"),
            Level.TeacherStandardExcellent => ("Tốt", "Excellent"),
            Level.AcademicTitleAssociateProfessor => ("Phó giáo sư", "Associate professor"),
            Level.AcademicTitleProfessor => ("Giáo sư", "Professor"),
            Level.LeadershipDivision => ("Cấp phòng", "Division"),
            Level.LeadershipCommune => ("Cấp xã", "Commune"),
            Level.LeadershipDistrict => ("Cấp huyện", "District"),
            Level.LeadershipDepartment => ("Cấp sở", "Department"),
            _ => ("Chứng chỉ", "Certificate"),
        };
}
