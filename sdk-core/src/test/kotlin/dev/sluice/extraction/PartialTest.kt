package dev.sluice.extraction

import dev.sluice.json.JsonReader
import dev.sluice.schema.OutputType
import dev.sluice.schema.outputType
import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.collections.shouldContainExactly
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import kotlinx.serialization.Serializable

/** What shows of a half-arrived object, kind by kind, without any stream around it. */
internal class PartialTest :
    FunSpec({
        fun <T> partial(type: OutputType<T>, text: String): Partial<T> {
            val reader = JsonReader().apply { feed(text) }
            return PartialView(type).show(reader.value)
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
            val reader = JsonReader()
            val view = PartialView(outputType<Person>())
            fun snapshot() = view.show(reader.value)

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
        }

        test("a property of another variant is absent, before the choice and after; one of none is told") {
            for (text in listOf("{", """{"type":"circ""", """{"type":"circle","side":4,""", """{"type":"triangle","side":4,""")) {
                partial(outputType<Shape>(), text).field("side").run {
                    state shouldBe FieldState.ABSENT
                    value shouldBe null
                }
                shouldThrow<IllegalArgumentException> { partial(outputType<Shape>(), text).field("sides") }
                    .message shouldContain "label, radius, side"
            }
        }

        test("of a variant that does not exist nothing shows but its JSON") {
            for (tag in listOf("\"triangle\"", "7", "null", "{}")) {
                partial(outputType<Drawing>(), """{"main":{"type":$tag,"label":"x""").run {
                    at(Drawing::main)[Shape::label] shouldBe null
                    at(Drawing::main).state(Shape::label) shouldBe FieldState.ABSENT
                    get(Drawing::main) shouldBe null
                    field("main").json.toString() shouldContain "label"
                }
            }
            partial(outputType<Drawing>(), """{"all":[{"type":"triangle"},""").run {
                get(Drawing::all) shouldBe emptyList()
                items(Drawing::all).single()[Shape::label] shouldBe null
            }
        }

        test("a list where an object was asked for has no elements, and an object no list's") {
            partial(outputType<Address>(), """[{"street":"A"}""").elements shouldBe emptyList()
            partial(outputType<List<Address>>(), "{").elements shouldBe emptyList()
            person("""{"previous":{"street":"A"}""").items(Person::previous) shouldBe emptyList()
            person("""{"address":[1]""").at(Person::address)[Address::street] shouldBe null
        }

        test("null is an element where the list says so, be its type written out or a reference") {
            val text = """{"value":1,"next":[null,{"value":2,"next":[]},"""
            partial(outputType<Tree>(), text)[Tree::next] shouldBe listOf(null, Tree(2))
            partial(outputType<Tree>(), """{"value":1,"next":[null,{"value":2,"next":[null]}]}""")[Tree::next] shouldBe
                listOf(null, Tree(2, listOf(null)))
            partial(outputType<StrictTree>(), """{"value":1,"next":[{"value":2,"next":[]},null,""")[StrictTree::next] shouldBe
                listOf(StrictTree(2))
        }

        context("a list that stands twice under its key") {
            class Scene(type: OutputType<Lists>) {
                private val reader = JsonReader()
                private val view = PartialView(type)

                fun feed(text: String): Partial<Lists> {
                    reader.feed(text)
                    return view.show(reader.value)
                }
            }

            fun scene() = Scene(outputType())

            test("shows the later one as soon as that is complete, and older snapshots the older one") {
                scene().run {
                    val open = feed("""{"words":["a","b""")
                    val first = feed("""","c"],""")
                    first[Lists::words] shouldBe listOf("a", "b", "c")
                    feed(""""words":["x"""")[Lists::words] shouldBe listOf("a", "b", "c")
                    val second = feed("""],""")
                    second[Lists::words] shouldBe listOf("x")
                    first[Lists::words] shouldBe listOf("a", "b", "c")
                    open[Lists::words] shouldBe listOf("a", "b")
                    feed(""""words":["x","y","z","w"],""")[Lists::words] shouldBe listOf("x", "y", "z", "w")
                    second[Lists::words] shouldBe listOf("x")
                }
            }
            test("shows the later one, though nobody looked in between, and though it begins alike") {
                scene().run {
                    feed("""{"words":["a","b",""")[Lists::words] shouldBe listOf("a", "b")
                    feed(""""c"],"words":["a"],""")[Lists::words] shouldBe listOf("a")
                }
                scene().run {
                    feed("""{"flags":[1,true,""")[Lists::flags] shouldBe emptyList()
                    feed("""true],"flags":[false,true],""")[Lists::flags] shouldBe listOf(false, true)
                }
                scene().run {
                    feed("""{"flags":[true,1,""")[Lists::flags] shouldBe listOf(true)
                    feed("""true],"flags":[true,false],""")[Lists::flags] shouldBe listOf(true, false)
                }
            }
            test("shows nothing while it is null, and what does not fit does not stick") {
                scene().run {
                    feed("""{"maybe":[1],""")[Lists::maybe] shouldBe emptyList()
                    feed(""""maybe":null,""").run {
                        get(Lists::maybe) shouldBe null
                        state(Lists::maybe) shouldBe FieldState.COMPLETE
                    }
                    feed(""""maybe":["x","y"],""")[Lists::maybe] shouldBe listOf("x", "y")
                }
            }
            test("goes on as it was where the object around it stands twice") {
                scene().run {
                    feed("""{"inner":{"words":["a"],""").at(Lists::inner)[Lists::words] shouldBe listOf("a")
                    feed(""""flags":[]},"inner":{"words":["b","c"]""").at(Lists::inner)[Lists::words] shouldBe listOf("a")
                    feed("}").at(Lists::inner)[Lists::words] shouldBe listOf("b", "c")
                }
            }
        }

        test("a list is typed by its variant once that is chosen") {
            partial(outputType<Bag>(), """{"content":[1,2],""").field("content").value shouldBe listOf(1, 2)
            val reader = JsonReader()
            val view = PartialView(outputType<Bag>())
            fun content(text: String): Any? = reader.run {
                feed(text)
                view.show(value).field("content").value
            }
            content("""{"content":["a",""") shouldBe emptyList<Any>()
            content(""""b"],"type":"words",""") shouldBe listOf("a", "b")
        }

        test("a snapshot of a growing list stays, whatever comes after") {
            val reader = JsonReader()
            val view = PartialView(outputType<Lists>())
            fun feed(text: String): Partial<Lists> {
                reader.feed(text)
                return view.show(reader.value)
            }
            val early = feed("""{"words":["a","b""")
            feed("""","c",5,"d"]""")[Lists::words] shouldBe listOf("a", "b", "c")
            early[Lists::words] shouldBe listOf("a", "b")
        }

        test("a list at the root has elements") {
            partial(outputType<List<Address>>(), """[{"street":"A","zip":1},{"str""").elements.size shouldBe 2
        }

        test("a name that is none is told, with those that are") {
            shouldThrow<IllegalArgumentException> { person("{").field("nmae") }.message shouldContain "name, age"
            val early = partial(outputType<Box>(), "")
            for (look in listOf<(Partial<Box>) -> Any?>({ it[Box::sign] }, { it.text(Box::sign) }, { it.state(Box::sign) })) {
                shouldThrow<IllegalArgumentException> { look(early) }.message shouldContain "sign"
            }
        }
    }) {
    @Serializable
    class Box(val label: String) {
        /** No property of what the model writes. */
        val sign: String get() = label
    }
}
