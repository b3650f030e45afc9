using OpsPlatform.Testing;

[assembly: AssemblyFixture(typeof(PostgresCluster))]
