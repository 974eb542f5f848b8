using HienTai.Domain.Personnel;
using HienTai.Rpc.V1;
using HienTai.Server.Pipeline;

namespace HienTai.Server.Personnel;

/// <summary>What is unlikely about somebody and can be so: told with preview and receipt, refused nowhere.</summary>
static class PersonNotices
{
    public static IEnumerable<Notice> Of(IEnumerable<Intent> intents) =>
        intents
            .SelectMany(i => Unlikely(i.Command))
            .GroupBy(n => n.Reason)
            .Select(same => new Notice
            {
                Reason = same.Key,
                Message = same.First().Message,
                Count = same.Count(),
            });

    static IEnumerable<(string Reason, Text Message)> Unlikely(object command) =>
        command switch
        {
            RegisterPerson c => [.. Unlikely(c.Name), .. Unlikely(c.Particulars)],
            CorrectIdentity c => [.. Unlikely(c.Name), .. Unlikely(c.Particulars)],
            ChangeName c => Unlikely(c.Name),
            _ => [],
        };

    static IEnumerable<(string, Text)> Unlikely(PersonName name)
    {
        if (NameRule.IsMononym(name.FullName))
            yield return (
                "NAME_OF_ONE_WORD",
                Words.Both(
                    $"Họ tên \"{name.FullName}\" chỉ có một từ; chỉ đúng với người nước ngoài có hộ chiếu ghi như vậy. Nếu không phải thì ghi đủ họ tên.",
                    $"\"{name.FullName}\" is a single name; right only for a foreigner whose passport has no other. Otherwise give the full name."
                )
            );
    }

    static IEnumerable<(string, Text)> Unlikely(Particulars about)
    {
        if (PersonalNumber.Doubt(about.PersonalNumber, about.Sex, about.Birth) is { } doubt)
            yield return ("PERSONAL_NUMBER_DOUBTFUL", Words.Both(doubt.Vi, doubt.En));
    }
}
