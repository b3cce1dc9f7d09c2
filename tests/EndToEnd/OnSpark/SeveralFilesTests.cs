using RecPipeline.EndToEnd.Tests.OnCluster;

namespace RecPipeline.EndToEnd.Tests.OnSpark;

/// <summary>Three damaged files of 200,000 ratings together, each cut into seven splits, have the tables of the local engine on one version of Spark.</summary>
[Trait("Tier", "All")]
[Collection(LiveSparkUsers.Name)]
public sealed class SeveralFilesTests(LiveSpark spark)
{
    [SparkFact]
    public void Three_files_in_seven_splits_each_have_the_hashes_of_the_local_engine() => DamagedDay.Check(spark);
}

/// <summary>The same on the other version, so both versions have the same tables.</summary>
[Trait("Tier", "All")]
[Collection(OtherLiveSparkUsers.Name)]
public sealed class SeveralFilesOnTheOtherVersionTests(OtherLiveSpark spark)
{
    [ClusterFact]
    public void Three_files_in_seven_splits_each_have_the_hashes_of_the_local_engine() => DamagedDay.Check(spark);
}
