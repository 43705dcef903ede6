package dev.sluice.transport

import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import io.kotest.property.Arb
import io.kotest.property.arbitrary.byte
import io.kotest.property.arbitrary.byteArray
import io.kotest.property.arbitrary.int
import io.kotest.property.checkAll
import java.io.ByteArrayOutputStream
import java.io.IOException
import java.nio.ByteBuffer
import java.util.zip.CRC32
import java.util.zip.GZIPOutputStream

class GzipBodyTest :
    FunSpec({
        fun gzip(bytes: ByteArray) = ByteArrayOutputStream().also { out -> GZIPOutputStream(out).use { it.write(bytes) } }.toByteArray()

        /** [packed] in pieces of [size] bytes. */
        fun body(packed: ByteArray, size: Int = 5): GzipBody {
            val pieces = packed.toList().chunked(size).iterator()
            val source = object : BodySource {
                override suspend fun read() = if (pieces.hasNext()) ByteBuffer.wrap(pieces.next().toByteArray()) else null
            }
            return GzipBody(source) { bytesRead, failure -> IOException("after $bytesRead: ${failure.message}") }
        }

        suspend fun unpacked(packed: ByteArray, size: Int = 5) = ByteArrayOutputStream().also { all ->
            val body = body(packed, size)
            while (true) all.take(body.read() ?: break)
            body.read() shouldBe null
        }.toByteArray()

        test("a law: whatever was packed comes out, wherever it is cut") {
            checkAll(200, Arb.byteArray(Arb.int(0..2_000), Arb.byte()), Arb.int(1..50)) { bytes, size ->
                unpacked(gzip(bytes), size) shouldBe bytes
            }
        }

        test("a little that becomes much comes in pieces") {
            val zeros = ByteArray(10_000_000)
            unpacked(gzip(zeros), 10_000) shouldBe zeros
        }

        test("several in a row are one") {
            unpacked(gzip("one".toByteArray()) + gzip(ByteArray(0)) + gzip("two".toByteArray())) shouldBe "onetwo".toByteArray()
        }

        test("nothing at all is empty") { unpacked(ByteArray(0)) shouldBe ByteArray(0) }

        test("the fields that a head may have are passed over") {
            val plain = gzip("text".toByteArray())
            val flags = (0x02 or 0x04 or 0x08 or 0x10).toByte()
            val fields = byteArrayOf(3, 0, 1, 2, 3) + "name\u0000note\u0000".toByteArray() + byteArrayOf(0, 0)
            val head = plain.copyOf(10).also { it[3] = flags }
            unpacked(head + fields + plain.drop(10)) shouldBe "text".toByteArray()
        }

        context("what is broken is told") {
            val packed = gzip("0123456789".repeat(100).toByteArray())
            val crc = CRC32().apply { update("0123456789".repeat(100).toByteArray()) }.value

            suspend fun failure(bytes: ByteArray) = shouldThrow<IOException> { unpacked(bytes) }.message!!

            test("an end before the end") {
                for (length in 1 until packed.size) failure(packed.copyOf(length)) shouldContain "ends too early"
            }
            test("something else") { failure("<html>no</html>".toByteArray()) shouldBe "after 0: it is no gzip" }
            test("something else inside") { failure(packed.copyOf(10) + ByteArray(50) { -1 }) shouldContain "it is no gzip: " }
            test("another text than the checksum's") {
                val at = packed.size - 8
                packed[at] shouldBe crc.toByte()
                failure(packed.copyOf().also { it[at]++ }) shouldBe "after 1000: its checksum is wrong"
            }
        }
    })
