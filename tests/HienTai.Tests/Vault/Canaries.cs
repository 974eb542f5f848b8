using System.Text;
using Google.Protobuf;
using Grpc.Core;
using HienTai.Papers.V1;
using HienTai.Personnel.V1;

namespace HienTai.Tests.Vault;

/// <summary>One invented person whose every value can be recognised wherever it turns up.</summary>
public sealed class Canaries
{
    static int counter;
    readonly string mark = new([
        .. $"{Interlocked.Increment(ref counter):00}{Random.Shared.Next(10_000):0000}".Select(c =>
            (char)('a' + c - '0')
        ),
    ]);
    readonly string digits = $"{Random.Shared.Next(100_000, 999_999)}";

    public Guid Id { get; } = Seed.NewId();
    public Guid Assignment { get; } = Seed.NewId();
    public Guid Qualification { get; } = Seed.NewId();
    public string Surname => $"Qx{mark}";
    public string Name => $"{Surname} Thị Wy{mark}";
    public string LaterName => $"{Surname} Thị Zj{mark}";
    public string OtherName => $"Biệt danh Kf{mark}";
    public string Phone => $"+8490{digits}77";
    public string Email => $"wq{mark}@vf{mark}.vn";
    public string Address => $"Số 9 đường Jz{mark}";
    public string Number => $"079186{digits}";
    public string FileNumber => $"ZZ{digits}Q";
    public string Diploma => $"WX{digits}K";
    public string Reason => $"vì lẽ Gk{mark}";
    public string Judgement => $"đúng môn Uh{mark}";
    public string FileName => $"bằng Fw{mark}.pdf";
    public string Content => $"%PDF-1.7 nội dung Cv{mark}";
    public string Sha256 { get; private set; } = "";

    /// <summary>What must be found nowhere; words as search keeps them too.</summary>
    public IReadOnlyList<string> All =>
        [
            Name,
            LaterName,
            OtherName,
            Surname.ToLowerInvariant(),
            $"wy{mark}",
            $"zj{mark}",
            $"kf{mark}",
            Phone,
            Email,
            $"Jz{mark}",
            Number,
            FileNumber,
            FileNumber.ToLowerInvariant(),
            Diploma,
            $"Gk{mark}",
            $"Uh{mark}",
            $"Fw{mark}",
            $"Cv{mark}",
        ];

    /// <summary>What may stand in the clear in what search and naming need.</summary>
    public IReadOnlyList<string> Searchable =>
        [
            Name,
            LaterName,
            Surname.ToLowerInvariant(),
            $"wy{mark}",
            $"zj{mark}",
            $"kf{mark}",
            FileNumber,
            FileNumber.ToLowerInvariant(),
        ];

    public async Task Record(CallInvoker wire, Guid unit)
    {
        var (people, files) = (new PersonService.PersonServiceClient(wire), new FileService.FileServiceClient(wire));
        Sha256 = (
            await files.UploadFileAsync(
                new()
                {
                    RequestId = Seed.NewId().ToString(),
                    Name = FileName,
                    Content = ByteString.CopyFromUtf8(Content),
                }
            )
        ).File.Sha256;
        var details = Seed.Details(unit, "Bảo vệ", Category.ContractWorker, "");
        await people.RegisterPersonAsync(
            new()
            {
                Envelope = Seed.Envelope(Reason),
                PersonId = Id.ToString(),
                Change = new()
                {
                    Identity = new()
                    {
                        FullName = Name,
                        OtherNames = { OtherName },
                        Birth = "1986-09-14",
                        Sex = Sex.Female,
                        Ethnicity = "54",
                        PersonalNumber = Number,
                        FileNumber = FileNumber,
                    },
                    Contacts = new()
                    {
                        Phone = Phone,
                        Email = Email,
                        Address = Address,
                    },
                },
            }
        );
        await people.StartAssignmentAsync(
            new()
            {
                Envelope = Seed.Envelope(Reason),
                PersonId = Id.ToString(),
                Change = new()
                {
                    AssignmentId = Assignment.ToString(),
                    From = "2015-01-01",
                    To = "2020-01-01",
                    Kind = AssignmentKind.Main,
                    Details = details,
                },
            }
        );
        await people.DeclareQualificationAsync(
            new()
            {
                Envelope = Seed.Envelope(Reason),
                PersonId = Id.ToString(),
                Change = new()
                {
                    QualificationId = Qualification.ToString(),
                    From = "2010",
                    Grade = EvidenceGrade.CopySeen,
                    Details = Seed.Degree(number: Diploma),
                    Evidence = { Sha256 },
                },
            }
        );
        await people.JudgePlacementAsync(
            new()
            {
                Envelope = Seed.Envelope(Reason),
                PersonId = Id.ToString(),
                Change = new()
                {
                    AssignmentId = Assignment.ToString(),
                    From = "2016",
                    Verdict = PlacementVerdict.Fits,
                    Because = Judgement,
                },
            }
        );
        await people.ChangeNameAsync(
            new()
            {
                Envelope = Seed.Envelope(Reason),
                PersonId = Id.ToString(),
                Change = new()
                {
                    From = "2016",
                    FullName = LaterName,
                    OtherNames = { OtherName },
                },
            }
        );
    }

    /// <summary>Those that stand in some bytes, as text or written as hexadecimal digits.</summary>
    public static IEnumerable<string> Found(IEnumerable<string> canaries, byte[] bytes) =>
        canaries.Where(c =>
            bytes.AsSpan().IndexOf(Encoding.UTF8.GetBytes(c)) >= 0
            || bytes.AsSpan().IndexOf(Encoding.ASCII.GetBytes(Convert.ToHexStringLower(Encoding.UTF8.GetBytes(c)))) >= 0
        );
}
