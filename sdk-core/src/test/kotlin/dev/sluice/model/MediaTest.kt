package dev.sluice.model

import dev.sluice.GoldenMedia
import dev.sluice.errors.InvalidRequestException
import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.FunSpec
import io.kotest.datatest.withData
import io.kotest.engine.spec.tempdir
import io.kotest.matchers.collections.shouldBeEmpty
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import io.kotest.matchers.string.shouldNotContain
import io.kotest.matchers.types.shouldBeSameInstanceAs
import java.io.File
import java.net.URI
import java.nio.file.FileSystems
import java.nio.file.Files
import java.util.Base64

class MediaTest :
    FunSpec({
        val rules = MediaRules(
            "Acme",
            images = MediaRule(MediaKinds(setOf("image/png", "image/jpeg")), MediaKinds(setOf("image/png")), 100_000, "Convert it."),
            documents = MediaRule(MediaKinds(setOf("application/pdf"), text = true), instead = "Give the file."),
            sounds = MediaRule(instead = "Write it down."),
            maxRequestBytes = 150_000,
        )
        val folder = tempdir()

        fun file(name: String, bytes: ByteArray) = File(folder, name).apply { writeBytes(bytes) }

        fun request(vararg parts: ContentPart, limits: MediaLimits? = null) =
            ModelRequest("m", listOf(Message(Role.USER, parts.toList())), mediaLimits = limits)

        suspend fun load(part: MediaPart, limits: MediaLimits? = null) =
            request(part, limits = limits).let { it.media.load(it, rules)[part] }

        suspend fun refused(part: MediaPart, limits: MediaLimits? = null): String {
            val loading = shouldThrow<InvalidRequestException> { load(part, limits) }.message!!
            // What would be sent is refused for the same reason.
            shouldThrow<InvalidRequestException> { request(part, limits = limits).let { it.media.plan(it, rules) } }.message shouldBe
                loading
            return loading
        }

        context("what is asked of a file") {
            test("its bytes are believed before its name") {
                load(ImagePart(Media.of(file("photo.png", GoldenMedia.jpeg)))).mediaType shouldBe "image/jpeg"
            }

            test("a name without an end does as long as the bytes tell") {
                load(ImagePart(Media.of(file("photo", GoldenMedia.png)))).mediaType shouldBe "image/png"
            }

            test("its base64 is whole, over many reads") {
                val bytes = GoldenMedia.png + ByteArray(99_000) { it.toByte() }
                val (mark, sent) = load(ImagePart(Media.of(file("large.png", bytes)))).attachment!!
                String(sent) shouldBe Base64.getEncoder().encodeToString(bytes)
                mark.length shouldBe 36
            }

            test("a PDF may have other bytes before its own, if its name or the caller says that it is one") {
                val scan = ByteArray(1_024) { 'x'.code.toByte() } + GoldenMedia.pdf
                load(DocumentPart(Media.of(scan, name = "scan.pdf"))).mediaType shouldBe "application/pdf"
                load(DocumentPart(Media.of(scan, "application/pdf"))).mediaType shouldBe "application/pdf"
                refused(DocumentPart(Media.of(ByteArray(1) + scan, name = "scan.pdf"))) shouldContain "it does not begin as that does"
            }

            test("what the caller says is believed, where the bytes say nothing else") {
                val limits = MediaLimits { moreMediaTypes = setOf("image/heic", "image/avif", "image/tiff") }

                fun boxed(brand: String) = "\u0000\u0000\u0000\u0018ftyp$brand\u0000\u0000".toByteArray(Charsets.ISO_8859_1)
                for (type in listOf("image/heic", "image/avif")) {
                    for (brand in listOf("new1", "mif1")) load(ImagePart(Media.of(boxed(brand), type)), limits).mediaType shouldBe type
                }
                load(ImagePart(Media.of(boxed("new1"), name = "photo.heic")), limits).mediaType shouldBe "image/heic"
                load(ImagePart(Media.of("II+\u0000".toByteArray(), "image/tiff")), limits).mediaType shouldBe "image/tiff"
                for (brand in listOf("heic", "avif", "mif1")) {
                    val heif = ImagePart(Media.of(boxed(brand), "image/heif"))
                    load(heif, MediaLimits { moreMediaTypes = setOf("image/heif") }).mediaType shouldBe "image/heif"
                }
                load(DocumentPart(Media.of(GoldenMedia.pdf, "application/x-pdf"))).mediaType shouldBe "application/pdf"
                refused(ImagePart(Media.of(boxed("heic"), "image/avif")), limits) shouldContain "but its bytes are image/heic"
                refused(DocumentPart(Media.of(GoldenMedia.png, "application/pdf"))) shouldContain "but its bytes are image/png"
            }

            test("it may be inside a zip file") {
                val zip = file("all.zip", ByteArray(0)).apply { delete() }.toPath()
                FileSystems.newFileSystem(URI("jar:${zip.toUri()}"), mapOf("create" to "true")).use { inside ->
                    val path = inside.getPath("/a.png")
                    val media = Media.of(path)
                    refused(ImagePart(media)) shouldContain "/a.png is not there"
                    Files.write(path, GoldenMedia.png)
                    media.name shouldBe "a.png"
                    String(load(ImagePart(media)).attachment!!.second) shouldBe Base64.getEncoder().encodeToString(GoldenMedia.png)
                }
            }

            test("a text may begin with the letters of another kind, if the caller says that it is one") {
                for (text in listOf("%PDF-1.7 is what a PDF begins with.", "GIF89a is a format.", "ID3\u0004 has a version.")) {
                    load(DocumentPart(Media.of(text.toByteArray(), "text/plain"))).text shouldBe text
                }
                load(DocumentPart(Media.of("ID3 makes trees.".toByteArray(), name = "id3.txt"))).text shouldBe "ID3 makes trees."
                shouldThrow<InvalidRequestException> { load(DocumentPart(Media.of(GoldenMedia.png, "text/plain"))) }.message shouldContain
                    "no text in UTF-8"
            }

            test("a text is told as text") {
                load(DocumentPart(Media.of(file("notes.md", "\uFEFF# Übersicht".toByteArray())))).text shouldBe "# Übersicht"
            }
        }

        context("is refused before anything is sent") {
            test("a file that is not there") {
                refused(ImagePart(Media.of(File(folder, "none.png")))) shouldContain "none.png is not there"
            }

            test("a file whose file system was closed meanwhile") {
                val zip = file("closed.zip", ByteArray(0)).apply { delete() }.toPath()
                val path = FileSystems.newFileSystem(URI("jar:${zip.toUri()}"), mapOf("create" to "true")).use { inside ->
                    inside.getPath("/a.png").also { Files.write(it, GoldenMedia.png) }
                }
                val said = refused(ImagePart(Media.of(path)))
                said shouldContain "/a.png cannot be read: its file system is closed, and has to stay open"
                shouldThrow<InvalidRequestException> { Media.of(path).readBytes() }.message shouldBe said
            }

            test("a file that cannot be, as soon as it is given") {
                shouldThrow<InvalidRequestException> { Media.of(File("a\u0000b")) }.message shouldContain
                    "\"a?b\" is no name that a file can have"
            }

            test("a directory") { refused(ImagePart(Media.of(folder))) shouldContain "is a directory" }

            test("an empty file") {
                refused(ImagePart(Media.of(file("empty.png", ByteArray(0))))) shouldContain
                    "empty.png is empty: it has 0 bytes"
            }

            test("no bytes") { refused(ImagePart(Media.of(ByteArray(0), name = "logo"))) shouldContain "There are 0 bytes in logo" }

            test("a file of another kind") {
                refused(ImagePart(Media.of(file("report.pdf", GoldenMedia.pdf)))) shouldContain
                    "report.pdf is application/pdf; Acme takes images as image/jpeg, image/png. Add it as a part of that kind: it is a document."
            }

            test("a file whose bytes are not what its name says") {
                refused(ImagePart(Media.of(file("broken.png", "<html>".toByteArray())))) shouldContain
                    "is named like image/png, but it does not begin as that"
            }

            test("a file whose bytes are not what the caller says") {
                refused(ImagePart(Media.of(GoldenMedia.jpeg, "image/png"))) shouldContain
                    "is said to be image/png, but its bytes are image/jpeg"
            }

            test("a file of which nothing tells the kind") {
                refused(DocumentPart(Media.of(file("README", "Read me".toByteArray())))) shouldContain "README. Say it, as in Media.of(file"
                load(DocumentPart(Media.of(File(folder, "README"), "text/plain"))).text shouldBe "Read me"
            }

            test("a kind that this provider does not know") {
                refused(ImagePart(Media.of("GIF89a..".toByteArray()))) shouldContain
                    "is image/gif; Acme takes images as image/jpeg, image/png. Convert it."
                val limits = MediaLimits { moreMediaTypes = setOf("image/GIF") }
                load(ImagePart(Media.of("GIF89a..".toByteArray())), limits).mediaType shouldBe "image/gif"
            }

            test("sound, where nobody hears") {
                refused(AudioPart(Media.of(GoldenMedia.wav, name = "call.wav"))) shouldBe
                    "The sound call.wav: Acme takes no sounds. Write it down."
            }

            test("an address, where nobody fetches") {
                refused(DocumentPart(Media.url("https://example.com/a.pdf"))) shouldContain "Acme fetches no documents. Give the file."
                refused(ImagePart(Media.url("https://example.com/a.jpg"))) shouldContain "is image/jpeg; Acme takes images as image/png"
                load(ImagePart(Media.url("https://example.com/image?id=7"))).mediaType shouldBe null
            }

            test("a file that is too large, and one that is not") {
                val large = Media.of(file("large.png", GoldenMedia.png + ByteArray(100_000)))
                refused(ImagePart(large)) shouldContain
                    "large.png has ${100_000 + GoldenMedia.png.size} bytes; Acme takes images of up to 100000"
                load(ImagePart(large), MediaLimits { maxFileBytes = 120_000 }).mediaType shouldBe "image/png"
                refused(ImagePart(Media.of(GoldenMedia.png)), MediaLimits { maxFileBytes = 3 }) shouldContain "up to 3"
            }

            test("files that are too large together") {
                val parts = listOf("a.png", "b.png").map { ImagePart(Media.of(GoldenMedia.png + ByteArray(80_000), name = it)) }
                val request = request(*parts.toTypedArray())
                shouldThrow<InvalidRequestException> { request.media.load(request, rules) }.message shouldContain
                    "takes up to 150000: a.png has 80016, b.png has 80016"
            }

            test("a text that is none") {
                val bytes = byteArrayOf(0x68, 0xE9.toByte(), 0x0A)
                shouldThrow<InvalidRequestException> {
                    load(DocumentPart(Media.of(bytes, "text/plain", "latin.txt")))
                }.message shouldContain
                    "latin.txt is text/plain, but no text in UTF-8"
            }

            withData(
                nameFn = { "an image in a message of the $it" },
                Role.SYSTEM,
                Role.ASSISTANT,
            ) { role ->
                val request = ModelRequest("m", listOf(Message(role, listOf(ImagePart(Media.of(GoldenMedia.png))))))
                shouldThrow<InvalidRequestException> { request.media.load(request, rules) }.message shouldContain
                    "Put it into a user's message."
            }
        }

        test("a file that changed after it was looked at is not sent as something else") {
            val changing = file("log.png", GoldenMedia.png)
            val media = Media.of(changing)
            listOf("less" to 4, "more" to 40).forEach { (_, size) ->
                changing.writeBytes(GoldenMedia.png)
                val found = FoundMedia.of(media)
                changing.writeBytes(ByteArray(size))
                shouldThrow<InvalidRequestException> { found.base64 {} }.message shouldContain
                    "log.png was changed while it was read: it had 16 bytes"
            }
        }

        test("a file is read once for a question, whatever becomes of it, and anew for the next") {
            val photo = file("once.png", GoldenMedia.png)
            val part = ImagePart(Media.of(photo))
            val first = request(part)
            val sent = first.media.load(first, rules)[part].attachment!!.second
            photo.delete()
            val again = first.with(listOf())
            again.media.load(again, rules)[part].attachment!!.second shouldBeSameInstanceAs sent
            shouldThrow<InvalidRequestException> { request(part).let { it.media.load(it, rules) } }.message shouldContain "is not there"
        }

        test("a plan has a note in the place of the bytes") {
            val part = ImagePart(Media.of(file("chart.png", GoldenMedia.png)))
            val planned = request(part).let { it.media.plan(it, rules) }
            planned[part].base64 shouldContain "chart.png: 16 bytes"
            planned.attachments.keys.shouldBeEmpty()
        }

        test("readBytes reads a file, and bytes as they are") {
            Media.of(file("a.png", GoldenMedia.png)).readBytes().toList() shouldBe GoldenMedia.png.toList()
            Media.of(GoldenMedia.pdf).readBytes().toList() shouldBe GoldenMedia.pdf.toList()
            shouldThrow<InvalidRequestException> { Media.of(File(folder, "none")).readBytes() }.message shouldContain "is not there"
            shouldThrow<InvalidRequestException> { Media.url("https://example.com/a").readBytes() }.message shouldContain
                "https://example.com/a"
        }

        context("is no address") {
            withData(
                nameFn = { "“$it”" },
                "chart.png",
                "",
                "http://",
                "https:///chart.png",
                "ftp://example.com/a",
                "file:///etc/passwd",
                "ht tp://x",
                "C:\\chart.png",
            ) {
                shouldThrow<InvalidRequestException> { Media.url(it) }.message shouldContain "is no address that a provider can fetch"
            }
        }

        test("data as an address is refused with the way to say it") {
            shouldThrow<InvalidRequestException> { Media.url("data:image/png;base64,QUJD") }.message shouldContain "Media.of"
        }

        test("names, and no bytes, stand in the text of a message") {
            val secret = "%PDF-secret".toByteArray()
            val message = Message.Builder(Role.USER).text("Look").image(File("chart.png")).document(Media.of(secret, name = "deed.pdf"))
                .audio(Media.of(secret)).cachePoint().build()
            "$message" shouldBe
                "Message(USER, [Look, Image(chart.png), Document(deed.pdf), Audio((bytes without a name)), CachePoint(FIVE_MINUTES)])"
            "$message" shouldNotContain "secret"
        }

        test("a cache point needs something before it") {
            shouldThrow<IllegalArgumentException> { Message(Role.USER, listOf(CachePoint())) }
        }
    })
