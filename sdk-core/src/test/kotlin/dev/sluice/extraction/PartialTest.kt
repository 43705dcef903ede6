package dev.sluice.extraction

import dev.sluice.json.JsonPath
import dev.sluice.json.JsonReader
import dev.sluice.schema.OutputType
import dev.sluice.schema.outputType
import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.collections.shouldContainExactly
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain

/** What shows of a half-arrived object, kind by kind, without any stream around it. */
internal class PartialTest :
    FunSpec({
        fun <T> partial(type: OutputType<T>, text: String): Partial<T> {
            val reader = JsonReader().apply { feed(text) }
            return RealPartial(TypedJson(type, type.schema, type.schema.root, JsonPath.ROOT, reader.value, DecodedValues()), 1)
        }

        fun person(text: String) = partial(outputType<Person>(), text)

        test("strings grow, half an escape does not show") {
            person("""{"name":"An\u00""")[Person::name] shouldBe "An"
            person("""{"name":"An""").text(Person::name).toString() shouldBe "An"
            person("{").text(Person::name).length shouldBe 0
        }

        test("numbers and enums show when they are certain") {
            person("""{"age":12""")[Person::age] shouldBe null
            person("""{"age":12,""")[Person::age] shouldBe 12
            person("""{"level":"HIG""")[Person::level] shouldBe null
            person("""{"level":"HIG""").state(Person::level) shouldBe FieldState.STREAMING
            person("""{"level":"HIGH"""")[Person::level] shouldBe Level.HIGH
        }

        test("null is not the same as not yet") {
            person("""{"address":nul""").state(Person::address) shouldBe FieldState.ABSENT
            person("""{"address":null""").run {
                state(Person::address) shouldBe FieldState.COMPLETE
                get(Person::address) shouldBe null
            }
        }

        test("a nested object is a partial from its brace on, and a value when it is complete") {
            person("""{"address":{"street":"Ma""").run {
                at(Person::address)[Address::street] shouldBe "Ma"
                at(Person::address).state(Address::zip) shouldBe FieldState.ABSENT
                get(Person::address) shouldBe null
            }
            person("""{"address":{"street":"Main","zip":1}""")[Person::address] shouldBe Address("Main", 1)
            person("{").at(Person::address)[Address::street] shouldBe null
        }

        test("a list shows its closed elements; as items the open one too") {
            person("""{"previous":[{"street":"A","zip":1},{"street":"B""").run {
                get(Person::previous) shouldBe listOf(Address("A", 1))
                items(Person::previous).map { it[Address::street] } shouldContainExactly listOf("A", "B")
            }
            person("""{"scores":[1,23""")[Person::scores] shouldBe listOf(1)
        }

        test("a list's last string grows") {
            partial(outputType<Analysis>(), """{"strengths":["fast","lig""")[Analysis::strengths] shouldBe listOf("fast", "lig")
        }

        test("a set and a map show when they are complete") {
            person("""{"tags":["a","b",""")[Person::tags] shouldBe null
            person("""{"tags":["a","b"]""")[Person::tags] shouldBe setOf("a", "b")
            person("""{"notes":{"k":"v"""")[Person::notes] shouldBe null
            person("""{"notes":{"k":"v"}""")[Person::notes] shouldBe mapOf("k" to "v")
        }

        test("what does not fit its type does not show, and a list ends before it") {
            person("""{"age":"old",""")[Person::age] shouldBe null
            person("""{"name":5,""")[Person::name] shouldBe null
            person("""{"scores":[1,"x",3,""")[Person::scores] shouldBe listOf(1)
        }

        test("an element is built once, and what an old snapshot shows stays") {
            val type = outputType<Person>()
            val reader = JsonReader()
            val decoded = DecodedValues()
            fun snapshot() = RealPartial(TypedJson(type, type.schema, type.schema.root, JsonPath.ROOT, reader.value, decoded), 1)

            reader.feed("""{"previous":[{"street":"A","zip":1},""")
            val first = snapshot()
            val before = first[Person::previous]!!
            reader.feed("""{"street":"B","zip":2},""".repeat(50))
            val after = snapshot()[Person::previous]!!

            before.size shouldBe 1
            after.size shouldBe 51
            (after[0] === before[0]) shouldBe true
            (first[Person::previous]!![0] === before[0]) shouldBe true
        }

        test("a sealed type reads through its base, and by name through the variant") {
            partial(outputType<Shape>(), """{"type":"circle","label":"ro""").run {
                get(Shape::label) shouldBe "ro"
                field("radius").state shouldBe FieldState.ABSENT
            }
            shouldThrow<IllegalArgumentException> { partial(outputType<Shape>(), """{"type":"circle","label":"ro""").field("side") }
        }

        test("a list at the root has elements") {
            partial(outputType<List<Address>>(), """[{"street":"A","zip":1},{"str""").elements.size shouldBe 2
        }

        test("a name that is none is told, with those that are") {
            shouldThrow<IllegalArgumentException> { person("{").field("nmae") }.message shouldContain "name, age"
        }
    })
