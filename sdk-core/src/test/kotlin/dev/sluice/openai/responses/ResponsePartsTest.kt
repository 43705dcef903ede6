package dev.sluice.openai.responses

import dev.sluice.GoldenMedia
import dev.sluice.errors.InvalidRequestException
import dev.sluice.model.AudioPart
import dev.sluice.model.CachePoint
import dev.sluice.model.DocumentPart
import dev.sluice.model.ImageDetail
import dev.sluice.model.ImagePart
import dev.sluice.model.Media
import dev.sluice.model.Message
import dev.sluice.model.ModelRequest
import dev.sluice.model.Role
import dev.sluice.model.TextPart
import dev.sluice.openai.RESPONSES_MEDIA
import dev.sluice.openai.responsePartsOf
import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.collections.shouldContainExactly
import io.kotest.matchers.string.shouldContain
import java.util.Base64

class ResponsePartsTest :
    FunSpec({
        test("each part of a message as the Responses API writes it") {
            val content = listOf(
                TextPart("Look"),
                ImagePart(Media.of(GoldenMedia.png), ImageDetail.LOW),
                ImagePart(Media.url("https://example.com/a.png")),
                DocumentPart(Media.of(GoldenMedia.pdf, name = "report.pdf")),
                DocumentPart(Media.url("https://example.com/report.pdf")),
                DocumentPart(Media.of("a;b".toByteArray(), "text/csv")),
                CachePoint(),
            )
            val request = ModelRequest("m", listOf(Message(Role.USER, content)))
            val media = request.media.load(request, RESPONSES_MEDIA)
            val sent = responsePartsOf(content, media).map { part ->
                media.attachments.entries.fold("${part.json}") { text, (mark, base64) -> text.replace(mark, String(base64)) }
            }
            fun base64(bytes: ByteArray) = Base64.getEncoder().encodeToString(bytes)
            sent shouldContainExactly listOf(
                """{"type":"input_text","text":"Look"}""",
                """{"type":"input_image","image_url":"data:image/png;base64,${base64(GoldenMedia.png)}","detail":"low"}""",
                """{"type":"input_image","image_url":"https://example.com/a.png","detail":"auto"}""",
                """{"type":"input_file","filename":"report.pdf","file_data":"data:application/pdf;base64,${base64(GoldenMedia.pdf)}"}""",
                """{"type":"input_file","file_url":"https://example.com/report.pdf"}""",
                """{"type":"input_text","text":"a;b"}""",
            )
        }

        test("sound is refused with the way to send it") {
            val request = ModelRequest("m", listOf(Message(Role.USER, listOf(AudioPart(Media.of(GoldenMedia.wav))))))
            shouldThrow<InvalidRequestException> { request.media.load(request, RESPONSES_MEDIA) }.message shouldContain
                "Chat completions take it"
        }
    })
