using System.Security.Cryptography;
using System.Text;
using HienTai.Server.Pipeline;
using Marten;
using Npgsql;

namespace HienTai.Server.Database;

/// <summary>
/// Before the doors open: the owner makes what is missing or has changed, and the fence is checked as the role the
/// server runs as. Where nothing has changed the owner is not needed, so the owner's secret need not lie on the server
/// of an outside PostgreSQL.
/// </summary>
public sealed class Preparation(
    NpgsqlDataSource app,
    IDocumentStore store,
    StreamKinds kinds,
    Fence fence,
    DerivedTables derived,
    IEnumerable<ISchemaPart> parts
)
{
    /// <summary>What the database was found or made to have by this server; null before that.</summary>
    public string? Made { get; private set; }

    /// <param name="progress">Told, in both languages, how far it is with what may take minutes.</param>
    public async Task Run(string? ownerConnection, CancellationToken cancel, Action<string>? progress = null)
    {
        var options = ((DocumentStore)store).Options;
        MartenSetup.Check(options);
        var role = await Fence.RoleOf(app, cancel);
        var wanted = Fingerprint();
        var other = await Fence.SetUp(app, cancel) != wanted;
        var lacking = other ? null : await fence.Lacking(app, cancel);
        if (other || lacking is not null)
        {
            if (string.IsNullOrWhiteSpace(ownerConnection))
                throw lacking is null ? Unmade() : Ungranted(role, lacking);
            await using var owner = new NpgsqlDataSourceBuilder(
                new NpgsqlConnectionStringBuilder(ownerConnection)
                {
                    Pooling = false,
                    ApplicationName = "hientai owner",
                }.ConnectionString
            ).Build();
            await Create(owner, role, wanted, progress, cancel);
        }
        await fence.Check(app, cancel);
        Made = wanted;
    }

    static StartupFailure Unmade() =>
        new(
            "Cơ sở dữ liệu chưa có hoặc chưa đúng cấu trúc mà bản này cần, và chỉ chủ sở hữu mới được tạo: hãy đặt ConnectionStrings__Owner là kết nối của chủ sở hữu cho lần khởi động này.",
            "The database does not have the structure this version needs, and only its owner may make it: set ConnectionStrings__Owner to the owner's connection for this start."
        );

    static StartupFailure Ungranted(string role, string table) =>
        new(
            $"Vai trò {role} không còn đọc được {table}, và chỉ chủ sở hữu mới cấp lại được: hãy đặt ConnectionStrings__Owner là kết nối của chủ sở hữu cho lần khởi động này.",
            $"The role {role} can no longer read {table}, and only the owner may grant that anew: set ConnectionStrings__Owner to the owner's connection for this start."
        );

    async Task Create(
        NpgsqlDataSource owner,
        string role,
        string wanted,
        Action<string>? progress,
        CancellationToken cancel
    )
    {
        try
        {
            if (await Fence.RoleOf(owner, cancel) == role)
                throw new StartupFailure(
                    $"ConnectionStrings__Registry và ConnectionStrings__Owner cùng là vai trò {role}: hãy tạo cho máy chủ một vai trò riêng (CREATE ROLE hientai_app LOGIN …) và đặt nó vào ConnectionStrings__Registry.",
                    $"ConnectionStrings__Registry and ConnectionStrings__Owner are the same role {role}: make the server a role of its own (CREATE ROLE hientai_app LOGIN …) and put that in ConnectionStrings__Registry."
                );
        }
        catch (NpgsqlException e)
        {
            throw new StartupFailure(
                $"Không kết nối được PostgreSQL ở ConnectionStrings__Owner: {e.Message}",
                $"Cannot connect to PostgreSQL at ConnectionStrings__Owner: {e.Message}",
                e
            );
        }
        await Schema.Check(owner, cancel);
        using (
            var making = DocumentStore.For(marten =>
                MartenSetup.Configure(marten, owner, kinds, JasperFx.AutoCreate.CreateOrUpdate)
            )
        )
            await making.Storage.ApplyAllConfiguredChangesToDatabaseAsync();
        await Schema.Create(owner, cancel);
        await derived.Prepare(owner, progress, cancel);
        foreach (var part in parts)
            await part.Create(owner, cancel);
        await fence.Raise(owner, role, wanted, cancel);
    }

    string Fingerprint() =>
        Convert.ToHexStringLower(
            SHA256.HashData(
                Encoding.UTF8.GetBytes(
                    string.Join(
                        "\n",
                        [
                            store.Storage.ToDatabaseScript(),
                            Schema.Sql(kinds),
                            derived.Shape,
                            fence.Fingerprint,
                            .. parts
                                .Select(p => $"{p.GetType().FullName} {p.Fingerprint}")
                                .Order(StringComparer.Ordinal),
                        ]
                    )
                )
            )
        );
}
