package dev.sluice.benchmarks.inside

import kotlinx.serialization.Serializable

/** What [Documents.RECORDS] writes. */
@Serializable
public class Jobs(public val jobs: List<Job>, public val rest: String)

/** One of the records. */
@Serializable
public class Job(
    public val id: Int,
    public val title: String,
    public val salary: Double,
    public val remote: Boolean,
    public val tags: List<String>,
    public val note: String?,
)
