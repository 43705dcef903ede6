package dev.sluice

import dev.sluice.model.OutputMode

/**
 * A server that speaks OpenAI's language: where it is, where its key stands, and what it takes.
 *
 * ```kotlin
 * OpenAI.of(CompatibleServer.GROQ).use { groq -> groq.chat.completions.create { model = "llama-3.3-70b-versatile"; user("Hello!") } }
 * ```
 *
 * What is said here is what each server documented in November 2026; every option of the client takes precedence.
 */
public class CompatibleServer private constructor(builder: Builder) {
    /** The name before the slash in `groq/llama-3.3-70b-versatile`. */
    public val name: String = builder.name

    /** The address that its endpoints stand under. */
    public val baseUrl: String? = builder.baseUrl

    /** The variable that moves [baseUrl], if there is one. */
    public val baseUrlVariable: String? = builder.baseUrlVariable

    /** What is added to the address in [baseUrlVariable] where that has no path. */
    public val basePath: String = builder.basePath

    /** The variable that holds its key; null for a server that asks for none. */
    public val keyVariable: String? = builder.keyVariable

    /** How it can be asked for a type, the strongest way first. */
    public val outputModes: List<OutputMode> = builder.outputModes.toList()

    /** Whether it knows the limit of tokens by its older name alone, `max_tokens`. */
    public val usesMaxTokens: Boolean = builder.usesMaxTokens

    /** Whether a stream has to be asked for its usage; not so a server that sends it anyway, and refuses the question. */
    public val asksForUsage: Boolean = builder.asksForUsage

    override fun toString(): String = "CompatibleServer($name, $baseUrl)"

    /** Describes a server that is not listed here. Not safe for use by several threads at once. */
    public class Builder(internal val name: String) {
        /** The address that its endpoints stand under. */
        @set:JvmSynthetic
        public var baseUrl: String? = null

        /** The variable that moves [baseUrl]. */
        @set:JvmSynthetic
        public var baseUrlVariable: String? = null

        /** What is added to the address in [baseUrlVariable] where that has no path. */
        @set:JvmSynthetic
        public var basePath: String = ""

        /** The variable that holds its key; null for a server that asks for none. */
        @set:JvmSynthetic
        public var keyVariable: String? = null

        /** How it can be asked for a type, the strongest way first. */
        @set:JvmSynthetic
        public var outputModes: List<OutputMode> =
            listOf(OutputMode.JSON_SCHEMA, OutputMode.TOOLS, OutputMode.PARALLEL_TOOLS, OutputMode.JSON_OBJECT)

        /** Whether it knows the limit of tokens by its older name alone. */
        @set:JvmSynthetic
        public var usesMaxTokens: Boolean = true

        /**
         * Whether a stream is asked for its usage, by `stream_options.include_usage`. Without it most servers count nothing in a stream;
         * some count anyway, and refuse to be asked. What a request sets itself is sent either way.
         */
        @set:JvmSynthetic
        public var asksForUsage: Boolean = true

        /** Sets [baseUrl]. */
        public fun baseUrl(value: String?): Builder = apply { baseUrl = value }

        /** Sets [baseUrlVariable]. */
        public fun baseUrlVariable(value: String?): Builder = apply { baseUrlVariable = value }

        /** Sets [basePath]. */
        public fun basePath(value: String): Builder = apply { basePath = value }

        /** Sets [keyVariable]. */
        public fun keyVariable(value: String?): Builder = apply { keyVariable = value }

        /** Sets [outputModes]. */
        public fun outputModes(value: List<OutputMode>): Builder = apply { outputModes = value }

        /** Sets [usesMaxTokens]. */
        public fun usesMaxTokens(value: Boolean): Builder = apply { usesMaxTokens = value }

        /** Sets [asksForUsage]. */
        public fun asksForUsage(value: Boolean): Builder = apply { asksForUsage = value }

        /** The finished description. */
        public fun build(): CompatibleServer {
            require(outputModes.isNotEmpty()) { "outputModes is empty; OutputMode.PROMPTED is the least" }
            return CompatibleServer(this)
        }
    }

    public companion object {
        private val TOOLS_FIRST = listOf(OutputMode.TOOLS, OutputMode.PARALLEL_TOOLS, OutputMode.JSON_OBJECT)

        /** Azure OpenAI, by its version 1 paths; `AZURE_OPENAI_ENDPOINT` is the resource's address. */
        @JvmField
        public val AZURE: CompatibleServer = Builder("azure").keyVariable("AZURE_OPENAI_API_KEY")
            .baseUrlVariable("AZURE_OPENAI_ENDPOINT").basePath("/openai/v1").usesMaxTokens(false).build()

        /** Ollama on this machine, or where `OLLAMA_BASE_URL` says. */
        @JvmField
        public val OLLAMA: CompatibleServer = local("ollama", "http://localhost:11434/v1", "OLLAMA_BASE_URL")

        /** vLLM on this machine, or where `VLLM_BASE_URL` says. */
        @JvmField
        public val VLLM: CompatibleServer = local("vllm", "http://localhost:8000/v1", "VLLM_BASE_URL")

        /** llama.cpp's server on this machine, or where `LLAMA_CPP_BASE_URL` says. */
        @JvmField
        public val LLAMA_CPP: CompatibleServer = local("llama.cpp", "http://localhost:8080/v1", "LLAMA_CPP_BASE_URL")

        /** OpenRouter, which leads to the models of many providers. */
        @JvmField
        public val OPENROUTER: CompatibleServer = remote("openrouter", "https://openrouter.ai/api/v1", "OPENROUTER_API_KEY")

        /** Groq, only some of whose models have a JSON schema mode. */
        @JvmField
        public val GROQ: CompatibleServer = remote("groq", "https://api.groq.com/openai/v1", "GROQ_API_KEY", TOOLS_FIRST)

        /** DeepSeek, which has no JSON schema mode. */
        @JvmField
        public val DEEPSEEK: CompatibleServer = remote("deepseek", "https://api.deepseek.com/v1", "DEEPSEEK_API_KEY", TOOLS_FIRST)

        /** Mistral, which counts every stream, and refuses to be asked for it. */
        @JvmField
        public val MISTRAL: CompatibleServer = Builder("mistral").baseUrl("https://api.mistral.ai/v1").keyVariable("MISTRAL_API_KEY")
            .asksForUsage(false).build()

        /** xAI. */
        @JvmField
        public val XAI: CompatibleServer = remote("xai", "https://api.x.ai/v1", "XAI_API_KEY")

        /** Together AI. */
        @JvmField
        public val TOGETHER: CompatibleServer = remote("together", "https://api.together.xyz/v1", "TOGETHER_API_KEY")

        /** Fireworks AI. */
        @JvmField
        public val FIREWORKS: CompatibleServer = remote("fireworks", "https://api.fireworks.ai/inference/v1", "FIREWORKS_API_KEY")

        /** All that are listed here. */
        @JvmField
        public val ALL: List<CompatibleServer> =
            listOf(AZURE, OLLAMA, VLLM, LLAMA_CPP, OPENROUTER, GROQ, DEEPSEEK, MISTRAL, XAI, TOGETHER, FIREWORKS)

        private fun local(name: String, url: String, variable: String) =
            Builder(name).baseUrl(url).baseUrlVariable(variable).basePath("/v1").build()

        private fun remote(name: String, url: String, keyVariable: String, modes: List<OutputMode>? = null) =
            Builder(name).baseUrl(url).keyVariable(keyVariable).apply { modes?.let { outputModes = it } }.build()
    }
}
