using HienTai.Server.Accounts;
using HienTai.Server.Database;
using HienTai.Server.Hosting;
using HienTai.Server.Vault;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Http.Features;
using Npgsql;

namespace HienTai.Server.Registries;

static class RegistriesModule
{
    extension(IServiceCollection services)
    {
        /// <summary>Where it is written which registries there are; of use in the first one's database alone.</summary>
        public IServiceCollection AddRegistryTable() =>
            services
                .AddSingleton<ISchemaPart, RegistriesSchema>()
                .AddTableGrant($"public.{RegistryEntry.Table}", TableGrant.ReadOnly, auditor: true);

        public IServiceCollection AddRegistries() =>
            services.AddSingleton<OpenRegistries>().AddHostedService(s => s.GetRequiredService<OpenRegistries>());

        /// <summary>The platform's server is asked for ports, and this one for everything else.</summary>
        public IServiceCollection AddDoor()
        {
            var ports = services.Last(s => s.ServiceType == typeof(IServer));
            services.Remove(ports);
            return services.AddSingleton<IServer>(s =>
                ActivatorUtilities.CreateInstance<Door>(
                    s,
                    (IServer)ActivatorUtilities.CreateInstance(s, ports.ImplementationType!)
                )
            );
        }

        public IServiceCollection AddBehindTheDoor(IFeatureCollection ports) =>
            services
                .AddSingleton(new BehindTheDoor(ports))
                .AddSingleton<IServer>(s => s.GetRequiredService<BehindTheDoor>());
    }

    extension(RegistryOptions first)
    {
        /// <summary>How a registry beside the first is run: like it, with what is its own in its own place.</summary>
        public RegistryOptions Of(RegistryEntry entry)
        {
            var accounts = first.Accounts ?? AccountSettings.FromSettings();
            return first with
            {
                Name = entry.Name,
                ConnectionString = In(entry, first.ConnectionString, first.Embedded)!,
                OwnerConnectionString = In(entry, first.OwnerConnectionString),
                Maintenance = In(entry, first.Maintenance),
                KeyFolder = Path.Combine(first.KeyFolder ?? MasterKeys.FolderInUse(), entry.Name),
                OwnFolder = first.OwnFolder is { } own ? Path.Combine(own, "registries", entry.Name) : null,
                Accounts = accounts with
                {
                    Secrets = Path.Combine(accounts.Secrets, entry.Name),
                    Address = entry.Address ?? accounts.Address,
                },
                Edge = first.Edge with { Hosts = [.. first.Edge.Hosts, .. entry.Hosts] },
                Clock = new(),
            };
        }
    }

    // The product's own PostgreSQL has 400 connections, of which the first registry takes 84 and each other 12.
    const int EachInEmbedded = 8;

    static string? In(RegistryEntry entry, string? connection, bool embedded = false)
    {
        if (connection is null)
            return null;
        var its = new NpgsqlConnectionStringBuilder(connection) { Database = entry.Database };
        if (embedded)
            its.MaxPoolSize = EachInEmbedded;
        return its.ConnectionString;
    }
}
