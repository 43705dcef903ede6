package dev.sluice.extraction

import dev.sluice.model.CachePoint
import dev.sluice.model.CacheTtl
import dev.sluice.model.ContentPart
import dev.sluice.model.Message
import dev.sluice.model.Role
import dev.sluice.model.TextPart
import java.util.function.Consumer

/** What is asked of a model, for an answer of type [T]: the conversation, the options and the caller's own checks. Immutable. */
public class Ask<T> private constructor(
    public val messages: List<Message>,
    public val options: AskOptions,
    internal val validators: List<suspend ValidationScope<T>.(T) -> Unit>,
    internal val contexts: List<Any>,
) {
    /** Makes an [Ask]. Messages stand in the order in which they are added. */
    public class Builder<T> : AskOptions.Builder<Builder<T>>() {
        private val messages = mutableListOf<Message>()
        private val validators = mutableListOf<suspend ValidationScope<T>.(T) -> Unit>()
        private val contexts = mutableListOf<Any>()

        /** Adds an instruction that stands above the conversation. */
        public fun system(text: String): Builder<T> = message(Message(Role.SYSTEM, text))

        /** Adds what the user says. */
        public fun user(text: String): Builder<T> = message(Message(Role.USER, text))

        /** Adds what the user says and, behind it, what the user shows: `user("What is on it?", ImagePart(Media.of(file)))`. */
        public fun user(text: String, vararg shown: ContentPart): Builder<T> = message(Message(Role.USER, listOf(TextPart(text), *shown)))

        /** Adds what the user says and shows, in any order: `user { image(file); text("What is on it?") }`. */
        @JvmSynthetic
        public fun user(content: Message.Builder.() -> Unit): Builder<T> = message(Message.Builder(Role.USER).apply(content).build())

        /** Adds what the user says and shows, in any order, for Java: `user(it -> it.image(file).text("What is on it?"))`. */
        public fun user(content: Consumer<Message.Builder>): Builder<T> = user { content.accept(this) }

        /** Adds what the model said earlier, or an example of what it should say. */
        public fun assistant(text: String): Builder<T> = message(Message(Role.ASSISTANT, text))

        /**
         * Marks everything up to here, behind the last message, as worth keeping in the provider's prompt cache; see [CachePoint].
         * Elsewhere than behind a message, it stands among the message's parts.
         */
        @JvmOverloads
        public fun cachePoint(ttl: CacheTtl = CacheTtl.FIVE_MINUTES): Builder<T> = apply {
            require(messages.isNotEmpty()) { "a cache point marks the messages before it: there are none yet" }
            messages += messages.removeAt(messages.lastIndex) + listOf(CachePoint(ttl))
        }

        /** Adds one message. */
        public fun message(message: Message): Builder<T> = apply { messages += message }

        /** Adds a conversation. */
        public fun messages(messages: List<Message>): Builder<T> = apply {
            // Kotlin's types rule nulls out; Java's lists can hold them all the same.
            (messages as List<Message?>).forEachIndexed { index, message -> requireNotNull(message) { "messages[$index] is null" } }
            this.messages += messages
        }

        /**
         * Adds a check that runs on a value which the type itself accepts; it may suspend. It rejects the value by
         * [ValidationScope.reject], or as `require` and `check` do. Any other exception is the caller's own and ends the call. So does
         * a time limit of its own that passes, as a `SluiceException`: a cancellation would look like the caller's.
         */
        @JvmSynthetic
        public fun validate(validator: suspend ValidationScope<T>.(T) -> Unit): Builder<T> = apply { validators += validator }

        /** Adds a check that runs on a value which the type itself accepts, for Java. */
        public fun validate(validator: Validator<T>): Builder<T> = apply { validators += { value -> validator.validate(value, this) } }

        /** Adds a check that may suspend and knows nothing of this ask but its [context]. */
        public fun validate(
            validator: SuspendValidator<T>,
        ): Builder<T> = apply { validators += { value -> validator.validate(value, this) } }

        /**
         * Gives the checks something to go by, such as the text that was asked about. They read it by its type
         * ([ValidationScope.context]); a second value of the same class takes the first one's place.
         */
        public fun context(value: Any): Builder<T> = apply {
            contexts.removeAll { it.javaClass == value.javaClass }
            contexts += value
        }

        /** The finished [Ask]. */
        public fun build(): Ask<T> {
            require(messages.isNotEmpty()) { "nothing is asked: add a message with user(…)" }
            return Ask(messages.toList(), options(), validators.toList(), contexts.toList())
        }
    }
}
