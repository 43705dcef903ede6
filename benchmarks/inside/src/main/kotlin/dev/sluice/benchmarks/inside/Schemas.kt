package dev.sluice.benchmarks.inside

import dev.sluice.openai.OpenAiDialect
import dev.sluice.schema.KotlinOutputType
import dev.sluice.schema.OutputType
import dev.sluice.schema.outputType
import kotlinx.serialization.modules.EmptySerializersModule
import kotlinx.serialization.modules.SerializersModule
import org.openjdk.jmh.annotations.Benchmark
import org.openjdk.jmh.annotations.BenchmarkMode
import org.openjdk.jmh.annotations.Fork
import org.openjdk.jmh.annotations.Measurement
import org.openjdk.jmh.annotations.Mode
import org.openjdk.jmh.annotations.OutputTimeUnit
import org.openjdk.jmh.annotations.Scope
import org.openjdk.jmh.annotations.State
import org.openjdk.jmh.annotations.Warmup
import java.util.concurrent.TimeUnit

/** What a type costs before its first answer. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class Schemas {
    private val module: SerializersModule = EmptySerializersModule()
    private val type: OutputType<Jobs> = outputType()

    /** The schema tree of a type, which is made once for each serializer. */
    @Benchmark
    public fun typeToSchema(): Any = KotlinOutputType.of(Jobs.serializer(), module)

    /** The schema as one provider takes it, which is made for each call. */
    @Benchmark
    public fun schemaToRequest(): Any = OpenAiDialect.render(type.schema)
}
