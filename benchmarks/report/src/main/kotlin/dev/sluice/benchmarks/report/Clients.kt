package dev.sluice.benchmarks.report

/** What a client is there for: to show what is possible, to be measured, or to be compared with. */
internal enum class Role { FLOOR, OURS, PEER }

/** Figures per chunk compare only within one API: Anthropic's events are about half as long as OpenAI's. */
internal enum class Api { OPENAI, ANTHROPIC }

/**
 * A client under measurement. [factory] is the class in its folder that opens it, [folder] its module's, and [libraries] the jars, by
 * the beginning of their names, whose versions say which client this is.
 */
internal class ClientSpec(
    val name: String,
    factory: String,
    val role: Role,
    val libraries: List<String> = emptyList(),
    val folder: String = name,
    val api: Api = Api.OPENAI,
    /** In chunks; longer ones it cannot read in reasonable time. */
    val longestStream: Int = Int.MAX_VALUE,
) {
    val factory: String = "dev.sluice.benchmarks.clients.$factory"

    companion object {
        /** The floor that the targets are set against: the transport that ours stands on. */
        const val FLOOR = "jdk"
        const val OURS = "sluice-kotlin"

        val ALL: List<ClientSpec> = listOf(
            ClientSpec(FLOOR, "JdkFloor", Role.FLOOR),
            ClientSpec("okhttp", "OkHttpFloor", Role.FLOOR, listOf("okhttp")),
            ClientSpec(OURS, "SluiceKotlin", Role.OURS, listOf("sdk-core")),
            ClientSpec("sluice-java", "SluiceJava", Role.OURS, listOf("sdk-java-facade")),
            ClientSpec("sluice-anthropic", "SluiceAnthropic", Role.OURS, listOf("sdk-core"), folder = OURS, api = Api.ANTHROPIC),
            ClientSpec("openai-java", "OpenAiJava", Role.PEER, listOf("openai-java", "okhttp")),
            ClientSpec("anthropic-java", "AnthropicJava", Role.PEER, listOf("anthropic-java", "okhttp"), api = Api.ANTHROPIC),
            ClientSpec("langchain4j", "LangChain4j", Role.PEER, listOf("langchain4j-open-ai")),
            ClientSpec("spring-ai", "SpringAi", Role.PEER, listOf("spring-ai-openai", "openai-java-core")),
            // What it keeps of a stream is copied for each chunk.
            ClientSpec("koog", "Koog", Role.PEER, listOf("prompt-executor-openai-client", "ktor-client-core"), longestStream = 20_000),
        )

        fun named(name: String): ClientSpec = ALL.first { it.name == name }
    }
}
