using HienTai.Domain.Kernel;
using HienTai.Server.Database;
using JasperFx;
using JasperFx.Events;
using Marten;
using Npgsql;
using Weasel.Core;

namespace HienTai.Server.Pipeline;

/// <summary>
/// The event store, with every setting that history depends on; the server does not start if one of them is off.
/// </summary>
public static class MartenSetup
{
    public static void Configure(
        StoreOptions marten,
        NpgsqlDataSource database,
        StreamKinds kinds,
        AutoCreate create = AutoCreate.None
    )
    {
        marten.Connection(database);
        marten.DatabaseSchemaName = "events";
        marten.AutoCreateSchemaObjects = create; // the running server makes no tables: see Database/Preparation.cs
        marten.UseSystemTextJsonForSerialization(EnumStorage.AsString, Casing.CamelCase, json =>
            json.Converters.Insert(0, new StoredEvents.Emitter(kinds))
        );
        marten.Events.StreamIdentity = StreamIdentity.AsGuid;
        marten.Events.AppendMode = EventAppendMode.QuickWithServerTimestamps;
        marten.Events.EnableUniqueIndexOnEventId = true;
        marten.Events.UseMandatoryStreamTypeDeclaration = true;
        marten.Events.UseExclusiveLockOnConcurrentAppends = true;
        marten.Events.MetadataConfig.EnableAll();
        marten.Events.AddEventTypes(kinds.All.SelectMany(k => k.EventTypes));
        marten.DisableNpgsqlLogging = true;
        // It would try again what failed within a transaction of ours that is over, and hide why it failed.
        marten.ConfigureWritePolly(_ => { });
    }

    /// <summary>Throws if the store does not keep what history needs.</summary>
    public static void Check(StoreOptions marten)
    {
        (bool On, string Setting)[] needed =
        [
            (
                marten.Events.AppendMode is EventAppendMode.QuickWithServerTimestamps,
                "Events.AppendMode = QuickWithServerTimestamps"
            ),
            (marten.Events.EnableUniqueIndexOnEventId, "Events.EnableUniqueIndexOnEventId"),
            (marten.Events.UseMandatoryStreamTypeDeclaration, "Events.UseMandatoryStreamTypeDeclaration"),
            (marten.Events.UseExclusiveLockOnConcurrentAppends, "Events.UseExclusiveLockOnConcurrentAppends"),
            (marten.Events.MetadataConfig.HeadersEnabled, "Events.MetadataConfig.HeadersEnabled"),
            (marten.Events.MetadataConfig.CorrelationIdEnabled, "Events.MetadataConfig.CorrelationIdEnabled"),
            (marten.Events.MetadataConfig.CausationIdEnabled, "Events.MetadataConfig.CausationIdEnabled"),
            (marten.Serializer().EnumStorage is EnumStorage.AsString, "EnumStorage.AsString"),
            (!marten.Events.UseArchivedStreamPartitioning, "Events.UseArchivedStreamPartitioning = false"),
        ];
        if (needed.FirstOrDefault(n => !n.On).Setting is { } off)
            throw new StartupFailure(
                $"Kho sự kiện thiếu thiết lập mà lịch sử cần: {off}.",
                $"The event store lacks a setting that history depends on: {off}."
            );
    }
}
