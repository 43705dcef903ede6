package dev.sluice.extraction

import dev.sluice.Sluice
import dev.sluice.json.JsonReader
import dev.sluice.schema.StreamRequired
import dev.sluice.schema.StreamWhole
import dev.sluice.schema.outputType
import io.kotest.assertions.withClue
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.collections.shouldBeEmpty
import io.kotest.matchers.collections.shouldContainExactly
import io.kotest.matchers.shouldBe
import kotlinx.coroutines.flow.toList
import kotlinx.serialization.SerialName
import kotlinx.serialization.Serializable

/** What a type says of how its parts show while they arrive: whole, or not before a part of theirs. */
internal class StreamMarksTest :
    FunSpec({
        fun menu(text: String) = PartialView(outputType<Menu>()).show(JsonReader().apply { feed(text) }.value)

        test("a field that is marked whole is absent until it is complete") {
            menu("""{"title":"M","note":"do not""").run {
                get(Menu::note) shouldBe null
                text(Menu::note).toString() shouldBe ""
                state(Menu::note) shouldBe FieldState.ABSENT
            }
            menu("""{"title":"M","note":"do not"""")[Menu::note] shouldBe "do not"
            menu("""{"title":"M","tags":["a","b"""")[Menu::tags] shouldBe null
            menu("""{"title":"M","tags":["a","b"]""")[Menu::tags] shouldBe listOf("a", "b")
            menu("""{"title":"M","best":{"name":"Soup","price":4""").run {
                at(Menu::best)[Dish::name] shouldBe null
                state(Menu::best) shouldBe FieldState.ABSENT
            }
            menu("""{"title":"M","best":{"name":"Soup","price":4}""").at(Menu::best)[Dish::name] shouldBe "Soup"
        }

        test("an object shows from what it requires on: in lists, by its field, as the root") {
            menu("""{"note":"n","title":"Menu of""").run {
                get(Menu::note) shouldBe null
                json shouldBe null
            }
            val dishes = """{"title":"M","dishes":[{"name":"Soup","price":4},{"price":12,"name":"St"""
            menu(dishes).items(Menu::dishes).map { it[Dish::name] } shouldContainExactly listOf("Soup")
            menu("$dishes\"").items(Menu::dishes).map { it[Dish::name] } shouldContainExactly listOf("Soup", "St")
            menu("$dishes\"").items(Menu::dishes)[1][Dish::price] shouldBe 12
            menu("""{"title":"M","first":{"price":3""").run {
                at(Menu::first)[Dish::price] shouldBe null
                state(Menu::first) shouldBe FieldState.ABSENT
            }
            menu("""{"title":"M","first":{"price":3,"name":"S"""").run {
                at(Menu::first)[Dish::price] shouldBe 3
                state(Menu::first) shouldBe FieldState.STREAMING
            }
        }

        test("of a sealed type the chosen variant says it; before the choice nothing shows if any does") {
            fun item(text: String) = PartialView(outputType<Item>()).show(JsonReader().apply { feed(text) }.value)
            item("""{"label":"x","type":"dr""")[Item::label] shouldBe null
            item("""{"label":"x","type":"drink",""")[Item::label] shouldBe null
            item("""{"label":"x","type":"drink","size":3,""")[Item::label] shouldBe "x"
            item("""{"label":"x","type":"cake",""")[Item::label] shouldBe "x"
        }

        test("what is complete shows, also without what it was to be shown from") {
            menu("""{"title":null,"note":"n"}""")[Menu::note] shouldBe "n"
            menu("""{"title":"M","dishes":[{"price":1}]""").items(Menu::dishes).map { it[Dish::price] } shouldContainExactly listOf(1)
        }

        test("what is hidden is no change, what shows is one, piece by piece") {
            val text = """{"note":"ab","title":"M","dishes":[{"price":12,"name":"Soup"},{"name":"Stew","price":7}],""" +
                """"tags":["a","b"],"end":"xy"}"""
            val view = PartialView(outputType<Menu>())
            val reader = JsonReader()
            val changes = text.indices.filter { index ->
                reader.feed(text[index].toString())
                view.hasChanged(reader.value)
            }
            fun at(part: String, offset: Int = part.length - 1) = text.indexOf(part) + offset
            changes shouldContainExactly listOf(
                // Nothing before the title; then the list, its first dish with its name, the second's parts, its end …
                at("\"M\""),
                at("["),
                at("\"Soup\""),
                at("\"Soup\"}"),
                at("\"Stew\""),
            ) + listOf(at("7}"), at("7}]"), at("\"a\",\"b\"]"), at("\"xy", 0), at("\"xy", 1), at("\"xy", 2), at("\"xy\""), text.length - 1)
        }

        test("a stream emits nothing for what does not show") {
            val hidden = List(40) { "x" }
            val chat = FakeChatModel(answer("""{"title":"M","note":"""", *hidden.toTypedArray(), "\"", ",\"end\":\"e\"}"))
            val partials = Sluice(chat) { model = "m" }.extractPartial<Menu> { user("?") }.toList()
            val notes = partials.map { it[Menu::note] }
            withClue(notes) { notes.filter { it != null && it.length != 40 }.shouldBeEmpty() }
            partials.last().value!!.note shouldBe "x".repeat(40)

            val change = VisibleChange(outputType<Menu>().schema)
            val reader = JsonReader().apply { feed("""{"title":"M","note":"""") }
            change.isIn(reader.value) shouldBe true
            hidden.forEach {
                reader.feed(it)
                change.isIn(reader.value) shouldBe false
            }
        }

        test("what is hidden costs nothing for each piece: a list of 20,000 elements is not gone through again") {
            val reader = JsonReader().apply { feed("""{"title":"M","dishes":[""" + """{"name":"a","price":1},""".repeat(20_000)) }
            val change = VisibleChange(outputType<Menu>().schema).apply { isIn(reader.value) }
            var changes = 0
            repeat(20_000) {
                reader.feed(if (it == 0) """{"price":1,"other":"x""" else "x")
                if (change.isIn(reader.value)) changes++
            }
            changes shouldBe 0
        }

        test("a value that takes an earlier one's place is a change, wherever that stood and however it looks") {
            val change = VisibleChange(outputType<Menu>().schema)
            val reader = JsonReader().apply { feed("""{"title":"M","end":"abc","first":{"name":"Soup","price":4},"note":"n""") }
            change.isIn(reader.value) shouldBe true
            fun changes(text: String) = text.filter {
                reader.feed(it.toString())
                change.isIn(reader.value)
            }
            changes("""","end":"xyz",""") shouldBe "\"\""
            changes(""" "first":{"name":"Stew","price":5} ,"note":"m" , "tags":[""") shouldBe "}\""
        }

        test("without marks every change of the JSON is one") {
            val change = VisibleChange(outputType<Analysis>().schema)
            change.isIn(JsonReader().apply { feed("{") }.value) shouldBe true
        }
    }) {
    @Serializable
    data class Dish(@StreamRequired val name: String? = null, val price: Int)

    @Serializable
    data class Menu(
        @StreamRequired val title: String?,
        @StreamWhole val note: String? = null,
        @StreamWhole val tags: List<String> = emptyList(),
        @StreamWhole val best: Dish? = null,
        val first: Dish? = null,
        val dishes: List<Dish> = emptyList(),
        val end: String = "",
    )

    @Serializable
    sealed interface Item {
        val label: String

        @Serializable
        @SerialName("drink")
        data class Drink(override val label: String, @StreamRequired val size: Int) : Item

        @Serializable
        @SerialName("cake")
        data class Cake(override val label: String, val slices: Int = 8) : Item
    }
}
