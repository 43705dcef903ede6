package dev.sluice.benchmarks.report

import java.nio.file.Path

/** What the command line asks for. */
internal class Options(arguments: Array<String>) {
    private val values = mutableMapOf<String, String>()
    private val flags = mutableSetOf<String>()

    init {
        val left = ArrayDeque(arguments.toList())
        while (left.isNotEmpty()) {
            when (val name = left.removeFirst()) {
                in FLAGS -> flags += name
                in VALUES -> values[name] = requireNotNull(left.removeFirstOrNull()) { "$name wants a value\n\n$USAGE" }
                else -> throw IllegalArgumentException("unknown option: $name\n\n$USAGE")
            }
        }
    }

    val help: Boolean get() = "--help" in flags
    val quick: Boolean get() = "--quick" in flags
    val rounds: Int? get() = values["--rounds"]?.toInt()
    val benchmarks: Path = Path.of("benchmarks").toAbsolutePath()
    val out: Path get() = values["--out"]?.let { Path.of(it) } ?: benchmarks.resolve("target/report")
    val from: Path? get() = values["--from"]?.let { Path.of(it) }

    /** The JDK of the first pass. */
    val jdk: Jdk get() = values["--jdk"]?.let { Jdk.at(Path.of(it)) } ?: Jdk.installed(NEWEST) ?: Jdk.running()

    /** The JDK of the second pass, if there is one that is not that of the first. */
    fun second(first: Jdk): Jdk? = Jdk.installed(OLDEST)?.takeIf { it.feature != first.feature }

    fun wants(scenario: String): Boolean = list("--scenarios")?.any { scenario == it || scenario.startsWith("$it-") } ?: true

    fun wants(client: ClientSpec): Boolean = list("--clients")?.contains(client.name) ?: true

    private fun list(name: String) = values[name]?.split(',')

    internal companion object {
        private const val NEWEST = 25
        private const val OLDEST = 17
        private val FLAGS = setOf("--quick", "--help")
        private val VALUES = setOf("--scenarios", "--clients", "--rounds", "--jdk", "--out", "--from")
        val USAGE: String = """
            --scenarios a,b   only these, by name or by its beginning up to a dash:
                              sizes requests fast paced tls fast-200 fast-20000 first hold-1000 hold-5000 hold-10000
                              cold-complete cold-stream jmh
            --clients x,y     only these: ${ClientSpec.ALL.joinToString(" ") { it.name }}
            --rounds N        so many rounds each, whatever the scenario says
            --quick           small counts, few rounds: shows that everything runs
            --jdk PATH        the JDK of the clients and the server; else JDK $NEWEST under /usr/lib/jvm, else the one that runs this
            --out DIR         where the report goes; benchmarks/target/report
            --from FILE       measures nothing, and writes the report of earlier results.json
        """.trimIndent()
    }
}
