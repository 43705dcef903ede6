package dev.sluice

import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.collections.shouldBeEmpty
import io.kotest.matchers.collections.shouldContain
import kotlinx.serialization.json.JsonObject
import java.io.File
import java.lang.reflect.Method
import java.lang.reflect.Modifier
import java.lang.reflect.Proxy

/** Every option of every builder is a Kotlin property whose setter Java does not see, and a function that Java and chains call. */
class BuildersTest :
    FunSpec({
        val builders = builders()

        test("the builders are found") {
            builders.map { it.name } shouldContain "dev.sluice.openai.ChatCompletionRequest\$Builder"
            builders.map { it.name } shouldContain "dev.sluice.transport.Timeouts\$Builder"
        }

        for (builder in builders) {
            test(builder.name.removePrefix("dev.sluice.")) {
                // A `$` stands in the names that Kotlin gives to what is internal.
                val setters = builder.methods.filter { it.name.startsWith("set") && it.parameterCount == 1 && '$' !in it.name }
                setters.filterNot { it.isSynthetic }.map { "${it.name} shows in Java: mark the property @set:JvmSynthetic" }.shouldBeEmpty()
                setters.mapNotNull { faultOf(builder, it) }.shouldBeEmpty()
                builder.methods.filter { isOption(it) && setters.none { setter -> setter.option() == it.name } }
                    .filter { function -> builder.methods.any { it.name == "get" + function.name.replaceFirstChar(Char::uppercaseChar) } }
                    .map { "${it.name}(value) has a getter and no property that can be set" }.shouldBeEmpty()
            }
        }
    })

private fun Method.option() = name.removePrefix("set").replaceFirstChar(Char::lowercaseChar)

private fun isOption(method: Method) = method.parameterCount == 1 && method.returnType == method.declaringClass && !method.isSynthetic

private fun faultOf(builder: Class<*>, setter: Method): String? {
    val type = setter.parameterTypes.single()
    val function = builder.methods.firstOrNull { isOption(it) && it.name == setter.option() && it.parameterTypes.single() == type }
        ?: return "${setter.option()} has no function ${setter.option()}(value: ${type.simpleName}): Builder"
    val getter = builder.methods.first { it.name == "get" + setter.name.removePrefix("set") }
    val sample = SAMPLES.firstOrNull { boxed(type).isInstance(it) } ?: return null
    val instance = instanceOf(builder)
    if (function.invoke(instance, sample) !== instance) return "${function.name}(value) does not give back its builder"
    if (getter.invoke(instance) != sample) return "${function.name}(value) sets something else"
    return null
}

/** By its shortest constructor; what that wants is a name, or an interface, whose methods nobody calls here. */
private fun instanceOf(builder: Class<*>): Any {
    val constructor = builder.constructors.minBy { it.parameterCount }
    val arguments = constructor.parameterTypes.map {
        if (it == String::class.java) return@map "a name"
        Proxy.newProxyInstance(it.classLoader, arrayOf(it)) { _, method, _ -> error("$method") }
    }
    return constructor.newInstance(*arguments.toTypedArray())
}

private fun boxed(type: Class<*>): Class<*> = type.kotlin.javaObjectType

private val SAMPLES: List<Any> = listOf(7, 7L, 0.5, true, "7", mapOf("k" to "v"), JsonObject(emptyMap()))

/** The classes that are called `Builder` among what this module compiles. */
private fun builders(): List<Class<*>> {
    val root = File(ExperimentalSluiceApi::class.java.protectionDomain.codeSource.location.toURI())
    return root.walk().filter { it.name.endsWith("\$Builder.class") }
        .map { Class.forName(it.toRelativeString(root).removeSuffix(".class").replace(File.separatorChar, '.')) }
        .filter { Modifier.isPublic(it.modifiers) && !Modifier.isAbstract(it.modifiers) }.sortedBy { it.name }.toList()
}
