package dev.sluice.schema

import kotlinx.serialization.KSerializer
import kotlinx.serialization.SerialName
import kotlinx.serialization.Serializable
import kotlinx.serialization.Transient
import kotlinx.serialization.builtins.ListSerializer
import kotlin.jvm.internal.CallableReference
import kotlin.reflect.KProperty

/** References and the names they stand for. It needs nothing but the library, so that it also runs where kotlin-reflect is missing. */
object PropertyReferenceCases {
    /** What each reference resolves to, or the message of the refusal. */
    @JvmStatic
    fun run(): Map<String, String> = cases.mapValues { (_, case) -> resolve(case.first, case.second) }

    /** As [run], with each reference as kotlin-reflect makes it. */
    fun runReflected(): Map<String, String> =
        cases.filterValues { it.second is KProperty<*> }
            .mapValues { (_, case) -> resolve(case.first, (case.second as CallableReference).compute()) }

    val expected = mapOf(
        "plain" to "plain",
        "renamed" to "re-named",
        "swapped a" to "b",
        "swapped b" to "a",
        "question" to "active",
        "value class" to "customer-id",
        "inherited" to "base-name",
        "inherited, by the base" to "base-name",
        "interface, renamed by the class" to "class-title",
        "interface, whose name the class does not take" to "kept",
        "override, by the class" to "class-title",
        "sealed base" to "identity",
        "sealed base, by a variant" to "identity",
        "sealed, of one variant" to "r",
        "sealed, two names" to
            "Shape::size travels as [radius-size, side-size], depending on the variant of Shape; ask the variant's own type",
        "generic" to "inside",
        "nested" to "re-named",
        "nullable and listed" to "re-named",
        "hand-written" to "plain",
        "another class" to "Person::plain is no property of Swapped, which has b, a",
        "not serialized" to "Person::computed is no property of Person, which has plain, re-named, active, customer-id",
        "computed, and its name another's" to
            "Tricky::name is not serialized, so it is no property of Tricky: \"name\" is how another property travels",
        "computed, and its name another's by itself" to "name",
        "left out, and its name another's" to
            "Tricky::code is not serialized, so it is no property of Tricky: \"code\" is how another property travels",
        "left out" to "Tricky::left is no property of Tricky, which has name, code, size",
        "delegated, and its name another's" to
            "Tricky::size is not serialized, so it is no property of Tricky: \"size\" is how another property travels",
        "of a base that is not serialized" to
            "Untold::kind is not serialized, so it is no property of Told: \"kind\" is how another property travels",
        "no object" to "Person::plain names no property of Text: that is no object",
        "no reference" to "text is no property reference; write Person::property",
    )

    private val cases: Map<String, Pair<OutputType<*>, Any>> = mapOf(
        "plain" to (outputType<Person>() to Person::plain),
        "renamed" to (outputType<Person>() to Person::renamed),
        "swapped a" to (outputType<Swapped>() to Swapped::a),
        "swapped b" to (outputType<Swapped>() to Swapped::b),
        "question" to (outputType<Person>() to Person::isActive),
        "value class" to (outputType<Person>() to Person::id),
        "inherited" to (outputType<Sub>() to Sub::name),
        "inherited, by the base" to (outputType<Sub>() to Base::name),
        "interface, renamed by the class" to (outputType<Sub>() to Titled::title),
        "interface, whose name the class does not take" to (outputType<Sub>() to Titled::kept),
        "override, by the class" to (outputType<Sub>() to Sub::title),
        "sealed base" to (outputType<Shape>() to Shape::id),
        "sealed base, by a variant" to (outputType<Shape>().variant("circle")!! to Shape::id),
        "sealed, of one variant" to (outputType<Shape>() to Shape.Circle::radius),
        "sealed, two names" to (outputType<Shape>() to Shape::size),
        "generic" to (outputType<Box<Int>>() to Box<Int>::content),
        "nested" to (outputType<Box<Person>>().property("inside")!! to Person::renamed),
        "nullable and listed" to (outputType<List<Person?>>().element()!! to Person::renamed),
        "hand-written" to (outputType(ByHand) to Person::plain),
        "another class" to (outputType<Swapped>() to Person::plain),
        "not serialized" to (outputType<Person>() to Person::computed),
        "computed, and its name another's" to (outputType<Tricky>() to Tricky::name),
        "computed, and its name another's by itself" to (outputType<Tricky>() to Tricky::title),
        "left out, and its name another's" to (outputType<Tricky>() to Tricky::code),
        "left out" to (outputType<Tricky>() to Tricky::left),
        "delegated, and its name another's" to (outputType<Tricky>() to Tricky::size),
        "of a base that is not serialized" to (outputType<Told>() to Untold::kind),
        "no object" to (outputType<String>() to Person::plain),
        "no reference" to (outputType<Person>() to "text"),
    )

    private fun resolve(type: OutputType<*>, reference: Any): String = try {
        type.nameOf(reference)
    } catch (e: IllegalArgumentException) {
        e.message!!
    }

    @Serializable
    @JvmInline
    value class Id(val text: String)

    @Serializable
    class Person(
        val plain: String,
        @SerialName("re-named") val renamed: String,
        @SerialName("active") val isActive: Boolean,
        @SerialName("customer-id") val id: Id,
    ) {
        val computed: Int get() = 1
    }

    @Serializable
    class Swapped(@SerialName("b") val a: String, @SerialName("a") val b: String)

    @Serializable
    class Tricky(
        @SerialName("name") val title: String,
        @SerialName("code") val number: Int,
        @SerialName("size") val length: Int,
        @Transient val code: String = "",
        @Transient val left: String = "",
    ) {
        val name: Int get() = 5
        val size: Int by lazy { 6 }
    }

    abstract class Untold {
        val kind: Int = 7
    }

    @Serializable
    class Told(@SerialName("kind") val sort: String) : Untold()

    interface Titled {
        @SerialName("interface-title")
        val title: String

        @SerialName("not-taken")
        val kept: Int
    }

    @Serializable
    sealed class Base : Titled {
        @SerialName("base-name")
        var name: String = ""
    }

    @Serializable
    class Sub(@SerialName("class-title") override val title: String, override val kept: Int) : Base()

    @Serializable
    sealed interface Shape {
        @SerialName("ignored")
        val id: String

        val size: Int

        @Serializable
        @SerialName("circle")
        class Circle(
            @SerialName("identity") override val id: String,
            @SerialName("radius-size") override val size: Int,
            @SerialName("r") val radius: Int,
        ) : Shape

        @Serializable
        @SerialName("square")
        class Square(@SerialName("identity") override val id: String, @SerialName("side-size") override val size: Int) : Shape
    }

    @Serializable
    class Box<T>(@SerialName("inside") val content: T)

    /** Tells nothing of the class behind it. */
    private object ByHand : KSerializer<Person> by Person.serializer() {
        override fun toString(): String = "ByHand" + ListSerializer(Person.serializer()).descriptor.serialName
    }
}
