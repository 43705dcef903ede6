package dev.sluice.examples.web

import dev.sluice.testing.Answer
import dev.sluice.testing.Gate
import dev.sluice.testing.OpenAiChatReply
import dev.sluice.testing.ScriptedServer
import dev.sluice.testing.Step
import dev.sluice.testing.offline.OfflineModel
import io.kotest.core.annotation.EnabledIf
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.longs.shouldBeLessThanOrEqual
import io.kotest.matchers.shouldBe
import io.kotest.matchers.shouldNotBe
import io.kotest.matchers.string.shouldContain
import org.openqa.selenium.Keys
import org.openqa.selenium.WebElement

private const val GOOD = """{"reasoning":"It boils fast.","productName":"Kettle 3000","strengths":["sturdy","fast"],""" +
    """"weaknesses":["loud"],"topics":[{"label":"sound","confidence":0.9},{"label":"price","confidence":0.4}],""" +
    """"verdict":"Buy it","score":8.5}"""

/** The page in a real browser, over each server, with a model that goes on when the test says so. */
@EnabledIf(BrowserIsInstalled::class)
class PageTest :
    FunSpec({
        val browser by lazy { autoClose(Browser()) }

        for (kind in WebServer.entries) {
            val model = autoClose(ScriptedServer.start())
            lateinit var server: WebServer.Running
            beforeSpec { server = kind.start("${model.url}/v1") }
            afterSpec { server.close() }
            fun onPage(name: String, run: suspend () -> Unit) = test("$kind: $name") {
                browser.open(server.url)
                run()
            }

            onPage("fields appear one after another, each marked when it is complete") {
                val gates = List(4) { Gate() }
                model.enqueue(pausing(GOOD, listOf("It boils", "\"Kettle", "\"sturdy\",", "\"label\":\"sound\""), gates))
                browser["#analyse"].click()
                browser.await(field("reasoning")) { it.isShowing("It boils") && it.state == "streaming" }
                browser[field("productName")].state shouldBe "absent"
                gates[0].open()
                browser.await(field("productName")) { it.isShowing("Kettle") && it.state == "streaming" }
                browser[field("reasoning")].state shouldBe "complete"
                browser[field("strengths")].state shouldBe "absent"
                gates[1].open()
                browser.await(field("strengths")) { it.isShowing("sturdy") && it.state == "streaming" }
                browser[field("productName")].state shouldBe "complete"
                gates[2].open()
                browser.await(field("topics")) { it.isShowing("sound") }
                browser[field("weaknesses")].state shouldBe "complete"
                gates[3].open()
                browser.await(field("score")) { it.state == "complete" && it.isShowing("8.5") }
                browser.await("body[data-phase='done']")
                model.takeRequest()
            }

            onPage("cancel ends the model's request and keeps what was read") {
                model.enqueue(pausing(GOOD, listOf("It boils"), listOf(Gate())))
                browser["#analyse"].click()
                browser.await(field("reasoning")) { it.isShowing("It boils") }
                browser.await("#cancel") { it.isDisplayed && it.isEnabled }.click()
                model.takeRequest().exchange.awaitClientGone()
                browser.await("body[data-phase='cancelled']")
                browser[field("reasoning")].isShowing("It boils") shouldBe true
            }

            onPage("all of it works by keyboard") {
                model.enqueue(pausing(GOOD, listOf("It boils"), listOf(Gate())))
                val text = browser["#text"]
                text.sendKeys(Keys.chord(Keys.CONTROL, "a"), "A kettle")
                text.sendKeys(Keys.chord(Keys.CONTROL, Keys.ENTER))
                browser.await(field("reasoning")) { it.isShowing("It boils") }
                browser.focused.sendKeys(Keys.ESCAPE)
                val asked = model.takeRequest()
                asked.exchange.awaitClientGone()
                asked.bodyText shouldContain "A kettle"
                browser.await("body[data-phase='cancelled']")
            }

            onPage("an answer that broke a rule starts anew as the second attempt") {
                model.enqueue(OpenAiChatReply.text(GOOD.replace("8.5", "85")), OpenAiChatReply.text(GOOD))
                browser["#analyse"].click()
                browser.await(field("score")) { it.isShowing("8.5") && it.state == "complete" }
                browser["#attempt"].text shouldContain "2"
                repeat(2) { model.takeRequest() }
            }

            onPage("an error says what to do, and the button tries again") {
                model.enqueue(OpenAiChatReply.error(503, "overloaded", "server_error"))
                browser["#analyse"].click()
                browser.await("#failure") { it.isDisplayed && "overloaded" in it.text }
                model.enqueue(OpenAiChatReply.text(GOOD))
                browser.await("#retry").click()
                browser.await(field("score")) { it.state == "complete" }
                browser["#failure"].isDisplayed shouldBe false
                repeat(2) { model.takeRequest() }
            }

            onPage("a stream that breaks off says so and keeps what was read") {
                val split = GOOD.indexOf("Kettle")
                val events = OpenAiChatReply.builder().textPieces(GOOD.take(split), GOOD.drop(split)).build().events()
                model.enqueue(Answer.sse().steps(events.take(2)).cut().build())
                browser["#analyse"].click()
                browser.await("#failure") { it.isDisplayed && it.text.isNotBlank() }
                browser[field("reasoning")].isShowing("It boils fast.") shouldBe true
                model.takeRequest()
            }

            onPage("an empty text is refused in the page, and the place to mend it has the focus") {
                val asked = model.requestCount
                browser["#text"].sendKeys(Keys.chord(Keys.CONTROL, "a"), Keys.DELETE)
                browser["#analyse"].click()
                browser.focused.getDomAttribute("id") shouldBe "text"
                model.requestCount shouldBe asked
            }
        }

        test("it fits a phone, in light and in dark, and the two differ") {
            WebServer.KTOR.start("http://127.0.0.1:9/v1").use { server ->
                browser.width(360)
                val inks = listOf("light", "dark").map { scheme ->
                    browser.scheme(scheme)
                    browser.open(server.url)
                    (browser.run("return document.documentElement.scrollWidth") as Long) shouldBeLessThanOrEqual 360L
                    browser.run("return getComputedStyle(document.body).color")
                }
                inks[0] shouldNotBe inks[1]
            }
        }

        test("with the offline model the whole object comes") {
            OfflineModel.start { millisPerPiece = 0 }.use { offline ->
                for (kind in WebServer.entries) {
                    kind.start(offline.openAiBaseUrl).use { server ->
                        browser.open(server.url)
                        browser["#analyse"].click()
                        browser.await(field("verdict")) { it.state == "complete" }
                        browser.await(field("score")) { it.state == "complete" }
                    }
                }
            }
        }
    })

private fun field(name: String) = "[data-field='$name']"

private val WebElement.state: String? get() = getDomAttribute("data-state")

private fun WebElement.isShowing(text: String) = text in this.text

/** Streams [json], and waits at each of [gates] behind the text in [marks] of the same place. */
private fun pausing(json: String, marks: List<String>, gates: List<Gate>): Answer {
    val ends = marks.map { json.indexOf(it) + it.length }
    val pieces = (listOf(0) + ends).zip(ends + json.length) { from, to -> json.substring(from, to) }
    val events = OpenAiChatReply.builder().textPieces(*pieces.toTypedArray()).build().events()
    // The role comes first, then a piece before each gate.
    val steps = events.flatMapIndexed { index, event -> listOfNotNull(event, gates.getOrNull(index - 1)?.let(Step::hold)) }
    return Answer.sse().steps(steps).build()
}
