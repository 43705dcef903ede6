package dev.sluice.testing.offline.looking

import dev.sluice.testing.offline.Asking
import dev.sluice.testing.offline.fault
import dev.sluice.testing.offline.get
import dev.sluice.testing.offline.good
import dev.sluice.testing.offline.json
import dev.sluice.testing.offline.request.RequestFault
import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.FunSpec
import io.kotest.datatest.withData
import io.kotest.matchers.collections.shouldContain
import io.kotest.matchers.collections.shouldContainAll
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import io.kotest.matchers.string.shouldNotContain
import kotlinx.serialization.json.Json
import kotlinx.serialization.json.jsonObject
import java.awt.Color
import java.awt.image.BufferedImage
import java.io.ByteArrayOutputStream
import java.util.Base64
import javax.imageio.ImageIO

/** The offline model looks at what it is shown: what it says was computed from the bytes. */
class ShownFileTest :
    FunSpec({
        fun base64(bytes: ByteArray) = Base64.getEncoder().encodeToString(bytes)

        fun inWords(part: String) = ShownFile.inWords(Json.parseToJsonElement(part).jsonObject)

        fun words(type: String, bytes: ByteArray) = inWords("""{"inlineData":{"mimeType":"$type","data":"${base64(bytes)}"}}""")!!.lines()

        val chart = ShownFiles.image(
            "png",
            320,
            200,
            Color.WHITE,
            Color.BLUE to listOf(20, 100, 40, 100),
            Color.RED to listOf(120, 40, 60, 160),
        )

        context("an image") {
            test("its size, its colours, and the areas that stand out") {
                words("image/png", chart) shouldContainAll listOf(
                    "File size: ${chart.size} bytes", "Format: PNG", "Width: 320 pixels", "Height: 200 pixels", "Orientation: landscape",
                    "Dark: no", "Dominant colour: white", "Transparent: no",
                    "- Colour: blue, Left: 20, Width: 40, Height: 100", "- Colour: red, Left: 120, Width: 60, Height: 160",
                )
            }

            test("areas to the very edge, where the image is not a multiple of the grid") {
                val bars = ShownFiles.image(
                    "png",
                    480,
                    320,
                    Color.WHITE,
                    Color.BLUE to listOf(60, 200, 60, 120),
                    Color.RED to listOf(420, 80, 60, 240),
                )
                words("image/png", bars) shouldContainAll
                    listOf("- Colour: blue, Left: 60, Width: 60, Height: 120", "- Colour: red, Left: 420, Width: 60, Height: 240")
            }

            test("another image, other words") {
                val night = ShownFiles.image("jpeg", 100, 300, Color(10, 10, 30), Color(250, 220, 40) to listOf(40, 40, 30, 30))
                val said = words("image/jpeg", night)
                said shouldContainAll
                    listOf("Format: JPEG", "Width: 100 pixels", "Orientation: portrait", "Dark: yes", "Dominant colour: black")
                said.single { it.startsWith("- Colour") } shouldContain "yellow"
            }

            withData("gif", "bmp") { format ->
                words("image/$format", ShownFiles.image(format, 8, 8, Color.GREEN)) shouldContainAll
                    listOf("Format: ${format.uppercase()}", "Orientation: square", "Colours: green (100%)")
            }

            test("that is transparent shows the page under it") {
                val clear = ByteArrayOutputStream().also { ImageIO.write(BufferedImage(9, 9, BufferedImage.TYPE_INT_ARGB), "png", it) }
                words("image/png", clear.toByteArray()) shouldContainAll listOf("Transparent: yes", "Dominant colour: white", "Dark: no")
            }

            test("whose areas touch the edges, which part them") {
                val edges = ShownFiles.image(
                    "png",
                    3,
                    40,
                    Color.WHITE,
                    Color.RED to listOf(2, 0, 1, 4),
                    Color.RED to listOf(0, 4, 1, 4),
                )
                words("image/png", edges).filter { it.startsWith("- Colour") } shouldBe
                    listOf("- Colour: red, Left: 0, Width: 1, Height: 4", "- Colour: red, Left: 2, Width: 1, Height: 4")
            }

            test("of one pixel") { words("image/png", ShownFiles.image("png", 1, 1, Color.BLACK)) shouldContain "Dominant colour: black" }

            test("that is none, or another kind, is refused as a provider refuses it") {
                shouldThrow<RequestFault> { words("image/png", "<html>".toByteArray()) }.message shouldContain "Could not process the image"
                shouldThrow<RequestFault> { words("image/png", chart.copyOf(chart.size / 2)) }.message shouldContain
                    "Could not process the image"
                shouldThrow<RequestFault> { words("image/jpeg", chart) }.message shouldContain "appears to be image/png"
                shouldThrow<RequestFault> { inWords("""{"image_url":{"url":"data:image/png;base64,*"}}""") }.message shouldContain "base64"
            }

            test("in a format that Java does not read says so") {
                words("image/webp", "RIFF....WEBP".toByteArray()).last() shouldBe "The offline model cannot decode this format."
            }
        }

        context("a PDF") {
            withData("packed" to true, "plain" to false) { (_, packed) ->
                val said = words("application/pdf", ShownFiles.pdf(packed, "Invoice (final)\nTotal: 12 EUR", "Thank you"))
                said shouldContainAll listOf("Format: PDF", "Pages: 2", "Invoice (final)", "Total: 12 EUR", "Thank you")
            }

            test("that is none is refused") {
                shouldThrow<RequestFault> { words("application/pdf", "Hi".toByteArray()) }.message shouldContain
                    "not valid"
            }
        }

        context("a sound") {
            test("how long, how recorded, how loud") {
                words("audio/wav", ShownFiles.wav(seconds = 2, rate = 8_000, channels = 2, loudness = 50)) shouldContainAll
                    listOf("Duration: 2.0 seconds", "Channels: 2", "Sample rate: 8000 Hz", "Silent: no")
                words("audio/wav", ShownFiles.wav(1, 4_000, 1, 0)) shouldContain "Silent: yes"
            }

            test("in another format, and one that is cut off at any place") {
                words("audio/mp3", byteArrayOf(1)) shouldContain "Format: MP3"
                val wav = ShownFiles.wav(1, 100, 1, 100)
                for (length in 0 until wav.size) {
                    try {
                        words("audio/wav", wav.copyOf(length)) shouldContain "Format: WAV"
                    } catch (fault: RequestFault) {
                        (length < 12) shouldBe true
                    }
                }
            }
        }

        test("every provider's way to show a file is understood") {
            val png = base64(chart)
            listOf(
                """{"type":"image_url","image_url":{"url":"data:image/png;base64,$png"}}""",
                """{"type":"input_image","image_url":"data:image/png;base64,$png"}""",
                """{"type":"image","source":{"type":"base64","media_type":"image/png","data":"$png"}}""",
                """{"inlineData":{"mimeType":"image/png","data":"$png"}}""",
            ).forEach { inWords(it)!!.lines() shouldContain "Width: 320 pixels" }
            val pdf = "data:application/pdf;base64," + base64(ShownFiles.pdf(false, "Hello"))
            inWords("""{"type":"file","file":{"filename":"a.pdf","file_data":"$pdf"}}""")!!.lines() shouldContainAll
                listOf("File: a.pdf", "Pages: 1")
            inWords("""{"type":"input_file","filename":"a.pdf","file_data":"$pdf"}""")!!.lines() shouldContainAll
                listOf("File: a.pdf", "Pages: 1")
            inWords("""{"type":"document","source":{"type":"text","media_type":"text/plain","data":"Hello"}}""") shouldBe "Hello"
            inWords("""{"type":"input_audio","input_audio":{"data":"","format":"mp3"}}""")!! shouldContain "Format: MP3"
            inWords("""{"type":"image","source":{"type":"url","url":"https://example.com/a.png"}}""")!! shouldContain "fetches nothing"
            inWords("""{"fileData":{"fileUri":"https://example.com/a.png"}}""")!! shouldContain "https://example.com/a.png"
            inWords("""{"type":"tool_use","id":"t","name":"f","input":{}}""") shouldBe null
        }

        context("over HTTP") {
            val schema = """{"type":"object","properties":{"width":{"type":"integer"},"dominantColour":{"type":"string"},"isDark":{"type":"boolean"},
                "areas":{"type":"array","items":{"type":"object","properties":{"colour":{"type":"string"},"height":{"type":"integer"}},
                "required":["colour","height"]}}},"required":["width","dominantColour","isDark","areas"]}"""
            val seen =
                json(
                    """{"width":320,"dominantColour":"white","isDark":false,"areas":[{"colour":"blue","height":100},{"colour":"red","height":160}]}""",
                )
            val image = """{"type":"image","source":{"type":"base64","media_type":"image/png","data":"${base64(chart)}"}}"""
            fun ask(content: String) = """{"model":"claude-haiku-4-5","max_tokens":500,"messages":[{"role":"user","content":[$content]}],
                "output_config":{"format":{"type":"json_schema","schema":$schema}}}"""

            test("a typed answer says what is on the image") {
                Asking().use { asking ->
                    val answer = asking.anthropic(
                        "POST",
                        "/v1/messages",
                        ask("""$image,{"type":"text","text":"Describe the image."}"""),
                    ).good
                    json(answer["content"][0]["text"].let { (it as kotlinx.serialization.json.JsonPrimitive).content }) shouldBe seen
                }
            }

            test("an image that cannot be decoded is the request's fault") {
                Asking().use { asking ->
                    val broken = image.replace(base64(chart), base64("no image".toByteArray()))
                    val (status, words) = asking.anthropic("POST", "/v1/messages", ask(broken)).fault
                    status shouldBe 400
                    words shouldContain "Could not process the image"
                    words shouldNotContain base64("no image".toByteArray())
                }
            }
        }
    })
