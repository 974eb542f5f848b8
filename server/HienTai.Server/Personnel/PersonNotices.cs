using Grpc.Core;
using HienTai.Domain.Personnel;
using HienTai.Rpc.V1;
using HienTai.Server.Pipeline;

namespace HienTai.Server.Personnel;

/// <summary>What is unlikely about somebody and can be so: told with preview and receipt, refused nowhere.</summary>
static class PersonNotices
{
    public static async Task<IEnumerable<Notice>> Of(
        Registrar registrar,
        ServerCallContext call,
        IReadOnlyList<Intent> intents
    )
    {
        var bearers = await Bearers(registrar, call, intents);
        return intents
            .SelectMany(i => Unlikely(i.Command).Concat(Unlikely(i, bearers)))
            .GroupBy(n => n.Reason)
            .Select(same => new Notice
            {
                Reason = same.Key,
                Message = same.First().Message,
                Count = same.Count(),
            });
    }

    // Whom a number by itself is said of: the record knows the sex and the year it may tell.
    static async Task<ILookup<Guid, PersonSearchFact>> Bearers(
        Registrar registrar,
        ServerCallContext call,
        IReadOnlyList<Intent> intents
    )
    {
        var ids = intents.Where(i => Issued(i.Command) is not null).Select(i => i.Stream).Distinct().ToArray();
        if (ids.Length == 0)
            return Array.Empty<PersonSearchFact>().ToLookup(_ => Guid.Empty);
        await using var read = await registrar.Open(call, null);
        var people = await read.Facts<PersonSearchFact>("f.stream_id = any($1)", call.CancellationToken, (object)ids);
        return people.ToLookup(f => f.Stream, f => f.Fact);
    }

    static string? Issued(object command) =>
        command switch
        {
            ChangePersonalNumber c => c.PersonalNumber,
            CorrectPersonalNumber c => c.PersonalNumber,
            _ => null,
        };

    static IEnumerable<(string Reason, Text Message)> Unlikely(
        Intent intent,
        ILookup<Guid, PersonSearchFact> bearers
    ) =>
        Issued(intent.Command) is { } number && bearers[intent.Stream].FirstOrDefault() is { Birth: { } birth } who
            ? Unlikely(new Particulars(birth, who.Sex, "", number, ""))
            : [];

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
