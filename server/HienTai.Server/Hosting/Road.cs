using HienTai.Server.Access;
using HienTai.Server.Accounts;
using HienTai.Server.Database;
using HienTai.Server.Pipeline;
using Marten;
using Npgsql;

namespace HienTai.Server.Hosting;

/// <summary>The generic plumbing every module travels on.</summary>
public static class Road
{
    /// <summary>
    /// Names the connections of what puts things on record: questions wait for that while they hold theirs, so it must
    /// never wait for one of theirs.
    /// </summary>
    public const string Recording = "recording";

    /// <param name="name">What measurements call the pool; otherwise by the whole address of the database.</param>
    static NpgsqlDataSource Source(NpgsqlConnectionStringBuilder connection, string name)
    {
        (connection.MaxAutoPrepare, connection.ApplicationName, connection.Options) = (100, "hientai", "-c jit=off");
        return new NpgsqlDataSourceBuilder(connection.ConnectionString) { Name = name }.Build();
    }

    extension(IServiceCollection services)
    {
        public IServiceCollection AddRoad(string connectionString)
        {
            services.AddSingleton(_ => Source(new(connectionString), "registry"));
            services.AddKeyedSingleton(Recording, (_, _) =>
                Source(new(connectionString) { MinPoolSize = 0, MaxPoolSize = 4 }, Recording)
            );
            services
                .AddSingleton<ClockGuard>()
                .AddSingleton<LedgerWatch>()
                .AddHostedService(s => s.GetRequiredService<LedgerWatch>())
                .AddSingleton<StreamKinds>()
                .AddSingleton<Upcasters>()
                .AddSingleton<StoredEvents>()
                .AddSingleton<DerivedTables>()
                .AddSingleton<Remaking>()
                .AddSingleton<Damage>()
                .AddSingleton<Checks>()
                .AddSingleton<Registrar>()
                .AddSingleton<Histories>()
                .AddSingleton<SecurityLog>();
            services.AddSingleton<IDocumentStore>(s =>
                DocumentStore.For(marten =>
                    MartenSetup.Configure(
                        marten,
                        s.GetRequiredService<NpgsqlDataSource>(),
                        s.GetRequiredService<StreamKinds>()
                    )
                )
            );
            services.AddSingleton<Readers>().AddSingleton<IAccountDirectory>(s => s.GetRequiredService<Readers>());
            services.AddSingleton<ReadLog>().AddHostedService(s => s.GetRequiredService<ReadLog>());
            services
                .AddSingleton<Preparation>()
                .AddSingleton(s => new Fence([
                    .. Schema.Grants(s.GetRequiredService<StreamKinds>()),
                    .. s.GetServices<TableGrant>(),
                ]));
            services.AddSingleton<Writer>().AddHostedService(s => s.GetRequiredService<Writer>());
            services.AddGrpc(grpc =>
            {
                grpc.Interceptors.Add<CallTimes>();
                grpc.Interceptors.Add<Deadlines>();
                grpc.Interceptors.Add<Refusals>();
                grpc.Interceptors.Add<Gate>();
                grpc.Interceptors.Add<PageSeals>();
                grpc.Interceptors.Add<Compression>();
                grpc.Compress();
                (grpc.MaxReceiveMessageSize, grpc.MaxSendMessageSize, grpc.EnableDetailedErrors) = (
                    Limits.RequestBytes,
                    Limits.AnswerBytes,
                    false
                );
            });
            services.AddGrpcReflection().AddWebCompression();
            services.AddReadiness();
            return services;
        }

        /// <summary>How events of a module are read that were stored in an older shape.</summary>
        public IServiceCollection AddUpcasters(IEnumerable<Upcaster> upcasters)
        {
            foreach (var upcaster in upcasters)
                services.AddSingleton(upcaster);
            return services;
        }

        /// <summary>One kind of record: its decider, the facts it tells, and who puts it in words.</summary>
        public IServiceCollection AddRecord<TNarrator>(StreamKind kind)
            where TNarrator : class, INarrator => services.AddSingleton(kind).AddSingleton<INarrator, TNarrator>();
    }
}
