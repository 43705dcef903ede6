package dev.sluice.extraction

import dev.sluice.ModelJudge
import dev.sluice.Sluice
import dev.sluice.errors.InvalidRequestException
import dev.sluice.json.JsonPath
import dev.sluice.model.Usage
import dev.sluice.schema.EnumFallback
import dev.sluice.schema.Maximum
import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.collections.shouldBeEmpty
import io.kotest.matchers.collections.shouldContainExactly
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import kotlinx.coroutines.flow.toList
import kotlinx.coroutines.yield
import kotlinx.serialization.SerialName
import kotlinx.serialization.Serializable

/** All that can be wrong with an answer, each with its path: by its type and by the caller's checks. */
@Suppress("UNCHECKED_CAST") // A check may be given a scope that is not its own.
internal class ChecksTest :
    FunSpec({
        val order = """{"buyer":{"name":"Ann"},"lines":[{"sku":"a","count":1},{"sku":"b","count":2}],"note":null,""" +
            """"byDay":{"mon":{"sku":"c","count":3}}}"""

        fun sluice(vararg answers: String, configure: Sluice.Builder.() -> Unit = {}) =
            Sluice(FakeChatModel(*answers.map { answer(it) }.toTypedArray())) {
                model = "m"
                attempts = 1
                configure()
            }

        suspend fun checked(answer: String, check: suspend ValidationScope<Order>.(Order) -> Unit) = sluice(answer).extract<Order> {
            user("?")
            validate(check)
        }

        suspend fun violations(answer: String, check: suspend ValidationScope<Order>.(Order) -> Unit = {}): List<String> =
            shouldThrow<InvalidOutputException> { checked(answer, check) }.violations.map { it.toString() }

        test("every init that fails is reported, in lists, in maps, in variants, at any depth") {
            violations(
                """{"buyer":{"name":""},"lines":[{"sku":"a","count":0},{"sku":"b","count":1},{"sku":"","count":-1}],"note":null,""" +
                    """"byDay":{"mon":{"sku":"","count":1},"tue":{"sku":"c","count":2}},"paid":{"type":"card","card":{"name":""}}}""",
            ) shouldContainExactly listOf(
                "$.buyer: a name is needed",
                "$.lines[0]: count is 0",
                "$.lines[2]: sku is empty",
                "$.byDay.mon: sku is empty",
                "$.paid.card: a name is needed",
            )
        }

        test("an outer init is reported when all within it is well, and alone") {
            violations("""{"buyer":{"name":"Ann"},"lines":[],"note":null}""") shouldContainExactly listOf("$: an order has lines")
        }

        test("the init of a list's elements at the root, and of elements read one by one") {
            shouldThrow<InvalidOutputException> {
                sluice("""{"value":[{"name":""},{"name":"x"},{"name":""}]}""").extract<List<Person>> { user("?") }
            }.violations.map { it.path.toString() } shouldContainExactly listOf("$[0]", "$[2]")
            val events = sluice("""{"items":[{"name":""},{"name":"x"},{"name":""}]}""").extractEachDetailed<Person> { user("?") }.toList()
            events.filterIsInstance<ElementEvent.Rejected>().map { it.violations.single().toString() } shouldContainExactly
                listOf("$[0]: a name is needed", "$[2]: a name is needed")
        }

        test("the stages stay in order: shape and constraints together, then init, then checks") {
            val broken = """{"buyer":{"name":""},"lines":[{"sku":1,"count":200}],"note":null}"""
            violations(broken) { reject("never") } shouldContainExactly listOf(
                "$.lines[0].sku: must be a string, not a number (was: 1)",
                "$.lines[0].count: must be at most 100 (was: 200)",
            )
        }

        test("checks reject the value, a field, an element, a path below; all of them are told, from all checks") {
            violations(order) { value ->
                yield()
                reject("as a whole")
                reject(Order::note, "say something")
                at(Order::buyer).reject(Person::name, "is unknown")
                at(Order::lines, 1).reject(Line::sku, "is sold out")
                at(Order::byDay, "mon").reject(Line::sku, "is unknown")
                reject(JsonPath.ROOT + "lines" + 0 + "count", "is too low")
                reject("buyer", "must be two")
                require(value.lines.size > 5) { "too few lines" }
            } shouldContainExactly listOf(
                "$: as a whole",
                "$.note: say something (was: null)",
                "$.buyer.name: is unknown (was: \"Ann\")",
                "$.lines[1].sku: is sold out (was: \"b\")",
                "$.byDay.mon.sku: is unknown (was: \"c\")",
                "$.lines[0].count: is too low (was: 1)",
                "$.buyer: must be two",
                "$: too few lines",
            )
        }

        test("a check that names what is no property is the caller's mistake, never the model's") {
            shouldThrow<InvalidRequestException> {
                checked(order) { (this as ValidationScope<*> as ValidationScope<Analysis>).reject(Analysis::verdict, "x") }
            }.message shouldContain "names no property"
            shouldThrow<InvalidRequestException> { checked(order) { at("note").nameOf(Person::name) } }
        }

        test("a name or a path that the type does not have is refused, with the nearest that it has") {
            suspend fun wrong(said: String, check: suspend ValidationScope<Order>.(Order) -> Unit) {
                shouldThrow<InvalidRequestException> { checked(order, check = check) }.message shouldContain said
            }
            wrong("names no property of it: Order has no property \"nope\" in its schema; it has: buyer, lines, note, byDay, paid") {
                reject("nope", "x")
            }
            wrong("did you mean \"buyer\"?") { reject("buyr", "x") }
            wrong("A check of the value at $.lines[1] names no property of it: Line has no property \"Sku_\"") {
                reject(JsonPath.ROOT + "lines" + 1 + "Sku_", "x")
            }
            wrong("did you mean \"sku\"?") { at("byDay").at("sun").reject("skuu", "x") }
            wrong("names no element of it") { reject(JsonPath.ROOT + "buyer" + 0, "x") }
            wrong("Text has no properties, so none is called \"size\"") { at("note").reject("size", "x") }
            wrong("List has no properties") { reject(JsonPath.ROOT + "lines" + "0", "x") }
        }

        test("what the type does have is no mistake, be it in the answer or not") {
            val paid = order.dropLast(1) + ""","paid":{"type":"card","card":{"name":"x"}}}"""
            for (answer in listOf(order, paid)) {
                violations(answer) {
                    at("lines").at(7).reject("sku", "is missing")
                    at("byDay").at("sun").reject("count", "is missing")
                    at("paid").at("card").reject("name", "is missing")
                    at("paid").reject("type", "is missing")
                }.map { it.substringBefore(" (was") } shouldContainExactly listOf(
                    "$.lines[7].sku: is missing",
                    "$.byDay.sun.count: is missing",
                    "$.paid.card.name: is missing",
                    "$.paid.type: is missing",
                )
            }
            shouldThrow<InvalidRequestException> { checked(paid) { at("paid").at("iban") } }.message shouldContain "it has: type, card"
        }

        test("a check reads its context by type, and says kindly what is missing") {
            val inStock = object : SuspendValidator<Order> {
                override suspend fun validate(value: Order, scope: ValidationScope<Order>) {
                    val stock: Stock = scope.context()
                    value.lines.forEachIndexed { index, line ->
                        if (line.sku !in stock.skus) scope.at(Order::lines, index).reject(Line::sku, "is not in stock")
                    }
                }
            }
            shouldThrow<InvalidOutputException> {
                sluice(order).extract<Order> {
                    user("?")
                    context(Stock(setOf("x")))
                    context(Stock(setOf("a")))
                    validate(inStock)
                }
            }.violations.map { it.path.toString() } shouldContainExactly listOf("$.lines[1].sku")
            shouldThrow<InvalidRequestException> {
                sluice(order).extract<Order> {
                    user("?")
                    context("something else")
                    validate(inStock)
                }
            }.message shouldContain "one context of type ${Stock::class.java.name}, and none was given"
            shouldThrow<InvalidRequestException> {
                sluice(order).extract<Order> {
                    user("?")
                    context("one")
                    context(Stock(emptySet()))
                    validate { context<Any>() }
                }
            }.message shouldContain "several were given"
        }

        test("a primitive is a context as well") {
            sluice(order).extract<Order> {
                user("?")
                context(5)
                validate { require(it.lines.size < context<Int>()) }
            }.lines.size shouldBe 2
        }

        test("a model judges a field by a rule; its reason goes back, and its tokens stand beside") {
            val judge =
                FakeChatModel(answer("""{"reason":"it names someone","meetsRule":false}"""), answer("""{"reason":"ok","meetsRule":true}"""))
            val chat = FakeChatModel(answer(order), answer(order))
            val extraction = Sluice(chat) { model = "m" }.extractDetailed<Order> {
                user("?")
                validate(ModelJudge(Sluice(judge) { model = "cheap" }, Order::buyer, "names nobody"))
            }
            extraction.attempts.map { it.violations.map { violation -> violation.toString() } } shouldContainExactly
                listOf(listOf("$.buyer: it names someone"), emptyList())
            extraction.attempts.map { it.validationUsage.totalTokens } shouldContainExactly listOf(10L, 10L)
            extraction.validationUsage.totalTokens shouldBe 20
            extraction.usage.totalTokens shouldBe 20
            judge.requests.map { it.model } shouldContainExactly listOf("cheap", "cheap")
            judge.requests[0].messages.last().text shouldBe "Rule: names nobody\n\nValue:\n{\"name\":\"Ann\"}"
            chat.requests[1].rejections.single().errors shouldContain "$.buyer: it names someone"
        }

        test("a judge looks at any part, from within a check") {
            val judge = FakeChatModel(answer("""{"reason":"unheard of","meetsRule":false}"""))
            shouldThrow<InvalidOutputException> {
                sluice(order).extract<Order> {
                    user("?")
                    val known = ModelJudge<Order>(Sluice(judge) { model = "cheap" }, "is known")
                    validate { known.check(at(Order::lines, 1).at("sku")) }
                }
            }.violations.single().toString() shouldBe "$.lines[1].sku: unheard of (was: \"b\")"
            judge.requests.single().messages.last().text shouldBe "Rule: is known\n\nValue:\n\"b\""
        }

        test("what is null is not judged; of elements each is, and all that was spent is told at the end") {
            val judge = FakeChatModel(answer("""{"reason":"ok","meetsRule":true}"""), answer("""{"reason":"bad","meetsRule":false}"""))
            val sluice = Sluice(judge) { model = "cheap" }
            sluice(order).extractDetailed<Order> {
                user("?")
                validate(ModelJudge(sluice, Order::note, "is polite"))
            }.validationUsage shouldBe Usage.NONE
            val events = sluice("""{"items":[{"name":"a"},{"name":"b"}]}""").extractEachDetailed<Person> {
                user("?")
                validate(ModelJudge(sluice, "is a name"))
            }.toList()
            events.filterIsInstance<ElementEvent.Rejected>().single().violations.single().toString() shouldBe "$[1]: bad"
            events.filterIsInstance<ElementEvent.Finished<Person>>().single().extraction.validationUsage.totalTokens shouldBe 20
        }

        test("quotes are checked where they stand, each bad one an error of its own") {
            val source = SourceText("The lamp is bright. It hums a little.")
            val answer = """{"facts":[{"text":"x","quotes":["the lamp is bright","it sings"]},""" +
                """{"text":"y","quotes":["It … a little","hum"]}]}"""
            shouldThrow<InvalidOutputException> {
                sluice(answer).extract<Report> {
                    user("?")
                    validate(source.citedIn(Report::facts, Fact::quotes))
                }
            }.violations.map { it.toString() } shouldContainExactly listOf(
                "$.facts[0].quotes[1]: does not stand in the source text; quote it word for word (was: \"it sings\")",
                "$.facts[1].quotes[1]: does not stand in the source text; quote it word for word (was: \"hum\")",
            )
            sluice("""{"items":[{"text":"bright","quotes":["It hums"]}]}""").extractEach<Fact> {
                user("?")
                validate(source.citedIn(Fact::quotes))
                validate(source.citedIn(Fact::text))
            }.toList().single().text shouldBe "bright"
            shouldThrow<InvalidRequestException> {
                sluice(answer).extract<Report> {
                    user("?")
                    validate(source.citedIn(Report::facts))
                }
            }.message shouldContain "A quote is a string"
            shouldThrow<InvalidOutputException> {
                sluice(answer).extract<Report> {
                    user("?")
                    validate { report -> report.facts.indices.forEach { source.check(at(Report::facts, it).at("quotes").at(1)) } }
                }
            }.violations.map { it.path.toString() } shouldContainExactly listOf("$.facts[0].quotes[1]", "$.facts[1].quotes[1]")
        }

        test("a word taken for an enum's fallback is no error, and is told of, in streams too") {
            val extraction = sluice("""{"items":{"kind":"plum","more":["apple","fig"]}}""".replace("items", "value"))
                .extractDetailed<Wrapper> { user("?") }
            extraction.value shouldBe Wrapper(Basket(Fruit.OTHER, listOf(Fruit.APPLE, Fruit.OTHER)))
            extraction.attempts.single().warnings.map { it.toString() } shouldContainExactly listOf(
                "\"plum\" is no constant of Fruit, taken as other at $.value.kind",
                "\"fig\" is no constant of Fruit, taken as other at $.value.more[1]",
            )
            val each = sluice("""{"items":["apple","plum"]}""").extractEachDetailed<Fruit> { user("?") }.toList()
            each.filterIsInstance<ElementEvent.Element<Fruit>>().map { it.value } shouldContainExactly listOf(Fruit.APPLE, Fruit.OTHER)
            each.filterIsInstance<ElementEvent.Finished<Fruit>>().single().extraction.attempts.single().warnings
                .map { it.path.toString() } shouldContainExactly listOf("$[1]")
            val last = sluice("""{"kind":"plum","more":[]}""").extractPartial<Basket> { user("?") }.toList().last()
            last[Basket::kind] shouldBe Fruit.OTHER
            last.extraction!!.attempts.single().warnings.single().offset shouldBe -1
            sluice("""{"kind":"apple","more":[]}""").extractDetailed<Basket> { user("?") }.attempts.single().warnings.shouldBeEmpty()
        }
    }) {
    @Serializable
    data class Person(val name: String) {
        init {
            require(name.isNotEmpty()) { "a name is needed" }
        }
    }

    @Serializable
    data class Line(val sku: String, @Maximum(100.0) val count: Int) {
        init {
            require(sku.isNotEmpty()) { "sku is empty" }
            require(count > 0) { "count is $count" }
        }
    }

    @Serializable
    sealed interface Payment {
        @Serializable
        @SerialName("card")
        data class Card(val card: Person) : Payment
    }

    @Serializable
    data class Order(
        val buyer: Person,
        val lines: List<Line>,
        val note: String?,
        val byDay: Map<String, Line> = emptyMap(),
        val paid: Payment? = null,
    ) {
        init {
            require(lines.isNotEmpty()) { "an order has lines" }
        }
    }

    class Stock(val skus: Set<String>)

    @Serializable
    data class Fact(val text: String, val quotes: List<String>)

    @Serializable
    data class Report(val facts: List<Fact>)

    @Serializable
    enum class Fruit {
        @SerialName("apple")
        APPLE,

        @SerialName("other")
        @EnumFallback
        OTHER,
    }

    @Serializable
    data class Basket(val kind: Fruit, val more: List<Fruit>)

    @Serializable
    data class Wrapper(val value: Basket)
}
