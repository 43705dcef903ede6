package dev.sluice.benchmarks.inside

import dev.sluice.openai.OpenAiDialect
import dev.sluice.schema.KotlinOutputType
import dev.sluice.schema.OutputType
import dev.sluice.schema.outputType
import kotlinx.serialization.modules.EmptySerializersModule
import kotlinx.serialization.modules.SerializersModule
import org.openjdk.jmh.annotations.Benchmark

/** What a type costs before its first answer. */
public class Schemas : Timed() {
    private val module: SerializersModule = EmptySerializersModule()
    private val type: OutputType<Jobs> = outputType()

    /** The schema tree of a type, which is made once for each serializer. */
    @Benchmark
    public fun typeToSchema(): Any = KotlinOutputType.of(Jobs.serializer(), module)

    /** The schema as one provider takes it, which is made for each call. */
    @Benchmark
    public fun schemaToRequest(): Any = OpenAiDialect.render(type.schema)
}
