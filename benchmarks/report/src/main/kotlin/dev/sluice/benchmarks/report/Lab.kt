package dev.sluice.benchmarks.report

import java.nio.file.Path

/** Where measurements are taken: a running server, and the JDK that the clients run on. */
internal class Lab(val benchmarks: Path, val logs: Path, val server: StandIn, val jdk: Jdk) {
    fun classPath(client: ClientSpec): ClassPath = ClassPath(benchmarks.resolve("clients/${client.folder}/target"))

    fun tell(line: String) {
        println("%tT  %s".format(System.currentTimeMillis(), line))
    }
}
