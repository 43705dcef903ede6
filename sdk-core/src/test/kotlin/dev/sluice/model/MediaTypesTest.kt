package dev.sluice.model

import dev.sluice.GoldenMedia
import io.kotest.core.spec.style.FunSpec
import io.kotest.datatest.withData
import io.kotest.matchers.shouldBe

class MediaTypesTest :
    FunSpec({
        context("by the first bytes") {
            fun head(text: String) = text.toByteArray(Charsets.ISO_8859_1)
            withData(
                nameFn = { it.second ?: "unknown: ${it.first.size} bytes" },
                GoldenMedia.png to "image/png",
                GoldenMedia.jpeg to "image/jpeg",
                head("GIF89a\u0001\u0000") to "image/gif",
                head("RIFF\u0000\u0000\u0000\u0000WEBPVP8 ") to "image/webp",
                head("\u0000\u0000\u0000\u0018ftypheic\u0000\u0000") to "image/heic",
                head("\u0000\u0000\u0000\u0018ftypavif\u0000\u0000") to "image/avif",
                head("BM\u0046\u0000\u0000\u0000\u0000\u0000\u0000\u00006\u0000\u0000\u0000(\u0000") to "image/bmp",
                head("II*\u0000\b\u0000") to "image/tiff",
                GoldenMedia.pdf to "application/pdf",
                GoldenMedia.wav to "audio/wav",
                head("ID3\u0004\u0000") to "audio/mpeg",
                head("\u00ff\u00fb\u0090\u0064") to "audio/mpeg",
                head("\u00ff\u00f1\u0050\u0080") to "audio/aac",
                head("OggS\u0000\u0002") to "audio/ogg",
                head("fLaC\u0000\u0000") to "audio/flac",
                head("FORM\u0000\u0000\u0000\u0000AIFFCOMM") to "audio/aiff",
                head("\u0000\u0000\u0000\u0018ftypM4A \u0000") to "audio/mp4",
                head("RIFF\u0000\u0000\u0000\u0000AVI LIST") to null,
                head("BMW drives well.") to null,
                head("ID3 is an algorithm.") to null,
                head("ID3") to null,
                head("\u00ff\u00fe") to null,
                head("P") to null,
                head("") to null,
            ) { (bytes, type) -> MediaTypes.ofBytes(bytes.copyOf(minOf(bytes.size, MediaTypes.HEAD))) shouldBe type }
        }

        test("by the name's end, in any case") {
            MediaTypes.ofName("Scan.PDF") shouldBe "application/pdf"
            MediaTypes.ofName("photo.v2.jpg") shouldBe "image/jpeg"
            MediaTypes.ofName("Makefile") shouldBe null
            MediaTypes.ofName(null) shouldBe null
        }

        test("a type goes by its usual name") {
            MediaTypes.normal("Image/JPG") shouldBe "image/jpeg"
            MediaTypes.normal("text/plain; charset=utf-8") shouldBe "text/plain"
            MediaTypes.normal("audio/x-wav") shouldBe "audio/wav"
            MediaTypes.normal("application/x-pdf") shouldBe "application/pdf"
            listOf("image/pjpeg", "image/x-png", "audio/opus").map(MediaTypes::normal) shouldBe
                listOf("image/jpeg", "image/png", "audio/ogg")
        }

        test("a container goes by its own name or by that of what it holds, a text by its own") {
            for ((one, other) in listOf("image/heif" to "image/heic", "image/heif" to "image/avif", "video/mp4" to "audio/mp4")) {
                MediaTypes.canBe(one, other) shouldBe true
                MediaTypes.canBe(other, one) shouldBe true
            }
            MediaTypes.canBe("image/heic", "image/avif") shouldBe false
            MediaTypes.canBe("application/pdf", "text/plain") shouldBe true
            MediaTypes.canBe("text/plain", "application/pdf") shouldBe false
        }
    })
