using HienTai.Domain.CodeLists;
using HienTai.Domain.Kernel;
using HienTai.Rpc.V1;
using HienTai.Server.Pipeline;
using static HienTai.Server.Pipeline.Words;

namespace HienTai.Server.CodeLists;

/// <summary>What happened to an entry of a list, in sentences.</summary>
public sealed class CodeListNarrator : INarrator
{
    public string Kind => "code_list_entry";

    public IEnumerable<Phrase> Tell(object before, object @event, Titles titles)
    {
        var was = ((Entry)before).Details;
        return @event switch
        {
            CodeListEntryAdded e =>
            [
                Say(
                    $"Thêm vào danh mục {Name(e.Details.List).Vi}: ",
                    $"Added to the list of {Name(e.Details.List).En}: "
                ),
                Strong(Called(e.Details)),
                .. e.Details.Spellings.Count > 0
                    ? [Say($", còn viết {e.Details.Spellings}", $", also written {e.Details.Spellings}")]
                    : Array.Empty<Phrase>(),
            ],
            CodeListEntryAmended e => [Say("Sửa mục: ", "Entry amended: "), .. Amended(was ?? e.Details, e.Details)],
            CodeListSpellingAdded e =>
            [
                Strong(e.Spelling),
                Say(" là ", " is "),
                Strong(was is null ? "" : Called(was)),
            ],
            CodeListEntryRemoved =>
            [
                Say("Hủy bỏ mục của danh mục: ", "Removed from its list: "),
                Struck(was is null ? "" : Called(was)),
            ],
            _ => [Say(StoredName.Of(@event.GetType()))],
        };
    }

    static IEnumerable<Phrase> Amended(EntryDetails was, EntryDetails now)
    {
        (string Vi, string En, string Old, string New)[] all =
        [
            ("tên", "name", was.Name, now.Name),
            ("tên tiếng Anh", "English name", was.En, now.En),
            ("mã", "code", was.Code, now.Code),
            ("cách viết khác", "other spellings", $"{was.Spellings}", $"{now.Spellings}"),
            ("từ", "from", Date(was.From), Date(now.From)),
            ("đến", "until", Date(was.To), Date(now.To)),
            ("căn cứ", "ground", was.Ground, now.Ground),
        ];
        foreach (var (vi, en, old, fresh) in all.Where(f => f.Old != f.New))
        {
            yield return Say($"{vi} ", $"{en} ");
            yield return Struck(old.Length > 0 ? old : "—");
            yield return Arrow;
            yield return Strong(fresh.Length > 0 ? fresh : "—");
            yield return Say(" ");
        }
    }

    static string Called(EntryDetails d) => d.Code.Length > 0 ? $"{d.Name} ({d.Code})" : d.Name;

    public static (string Vi, string En) Name(CodeList list) =>
        list switch
        {
            CodeList.Issuer => ("cơ quan ban hành", "issuers"),
            CodeList.Institution => ("nơi cấp văn bằng", "institutions"),
            CodeList.FieldOfStudy => ("ngành đào tạo", "fields of study"),
            CodeList.Classification => ("xếp loại tốt nghiệp", "classes of degree"),
            CodeList.Post => ("chức danh, chức vụ", "posts"),
            _ => ("mã chức danh nghề nghiệp, ngạch", "titles and ranks"),
        };

    public FactLine? Line(Fact fact, Titles titles) =>
        fact is CodeListEntryFact f
            ? Words.Line(
                f,
                (Name(f.List).Vi, Name(f.List).En),
                Both(
                    f.Spellings.Count > 0 ? $"{f.Name}, còn viết {f.Spellings}" : f.Name,
                    f.Spellings.Count > 0 ? $"{f.Name}, also written {f.Spellings}" : f.Name
                )
            )
            : null;

    public PartialDate? Effective(object @event) =>
        @event switch
        {
            CodeListEntryAdded e => e.Details.From,
            _ => null,
        };

    public string Key(object @event) => "entry";

    public IEnumerable<Guid> Named(object eventOrFact) => [];
}
