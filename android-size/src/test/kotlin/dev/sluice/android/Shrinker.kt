package dev.sluice.android

import com.android.tools.r8.ClassFileConsumer
import com.android.tools.r8.ClassFileResourceProvider
import com.android.tools.r8.CompilationMode
import com.android.tools.r8.DexIndexedConsumer
import com.android.tools.r8.Diagnostic
import com.android.tools.r8.DiagnosticsHandler
import com.android.tools.r8.JdkClassFileProvider
import com.android.tools.r8.ProgramConsumer
import com.android.tools.r8.ProgramResource
import com.android.tools.r8.R8
import com.android.tools.r8.R8Command
import com.android.tools.r8.origin.Origin
import java.nio.file.Path
import kotlin.io.path.extension
import kotlin.io.path.listDirectoryEntries
import kotlin.io.path.walk

/** R8 in full mode over the small app and all that it ships. It takes the rules out of the libraries' jars itself; the app adds `main`. */
internal object Shrinker {
    private val target = Path.of("target")
    private val libraries = target.resolve("libraries").listDirectoryEntries("*.jar")

    /** A jar for a JVM. */
    fun classFiles(): Path = target.resolve("small-app.jar").also { shrink(ClassFileConsumer.ArchiveConsumer(it), minApi = null) }

    /** A zip with what Android 8 runs. */
    fun dex(): Path = target.resolve("small-app-dex.zip").also { shrink(DexIndexedConsumer.ArchiveConsumer(it), minApi = 26) }

    private fun shrink(consumer: ProgramConsumer, minApi: Int?) {
        val command = R8Command.builder(Quiet)
            .addProgramFiles(target.resolve("classes").walk().filter { it.extension == "class" }.toList())
            .addProgramFiles(libraries)
            .addLibraryResourceProvider(WithoutHttpClient(JdkClassFileProvider.fromSystemJdk()))
            .addProguardConfiguration(RULES, Origin.unknown())
            .setMode(CompilationMode.RELEASE)
            .setProgramConsumer(consumer)
        minApi?.let(command::setMinApiLevel)
        R8.run(command.build())
    }

    /** The JDK's classes stand for Android's, which have no `java.net.http`. */
    private class WithoutHttpClient(private val jdk: ClassFileResourceProvider) : ClassFileResourceProvider {
        override fun getClassDescriptors(): Set<String> = jdk.classDescriptors.filterNotTo(HashSet()) { isAbsent(it) }

        override fun getProgramResource(descriptor: String): ProgramResource? =
            if (isAbsent(descriptor)) null else jdk.getProgramResource(descriptor)

        private fun isAbsent(descriptor: String) = descriptor.startsWith("Ljava/net/http/")
    }

    /** Says what is wrong, and nothing of rules that had nothing to do. */
    private object Quiet : DiagnosticsHandler {
        override fun info(message: Diagnostic) = Unit
    }

    private val RULES = listOf(
        "-keep class dev.sluice.android.SmallApp { public static void main(java.lang.String[]); }",
        // R8 itself names classes of Android's, which the JDK has not.
        "-dontwarn android.**",
    )
}
