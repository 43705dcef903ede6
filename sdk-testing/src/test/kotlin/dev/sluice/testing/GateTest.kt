package dev.sluice.testing

import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.collections.shouldContainExactly
import io.kotest.matchers.shouldBe

class GateTest :
    FunSpec({
        test("a shut gate holds, an open one does not") {
            val passed = ArrayList<Int>()
            val gate = Gate()
            gate.pass { passed += 1 }
            passed shouldBe emptyList()
            gate.open()
            gate.pass { passed += 2 }
            passed shouldContainExactly listOf(1, 2)
            gate.isOpen shouldBe true
        }

        test("it lets through as many as it is told, first those who wait, then those who come") {
            val passed = ArrayList<Int>()
            val gate = Gate()
            gate.pass { passed += 1 }
            gate.pass { passed += 2 }
            gate.letThrough()
            passed shouldContainExactly listOf(1)
            gate.letThrough(2)
            gate.pass { passed += 3 }
            gate.pass { passed += 4 }
            passed shouldContainExactly listOf(1, 2, 3)
            gate.waiting shouldBe 1
        }

        test("who withdraws is neither let through nor counted") {
            val passed = ArrayList<Int>()
            val gate = Gate()
            val withdraw = gate.pass { passed += 1 }
            gate.pass { passed += 2 }
            withdraw.run()
            gate.awaitWaiting(1)
            gate.letThrough()
            passed shouldContainExactly listOf(2)
        }

        test("to wait for more than there are fails with the numbers") {
            val gate = Gate()
            gate.pass {}
            shouldThrow<AssertionError> { gate.awaitWaiting(2, timeoutMillis = 0) }.message shouldBe
                "after 0 ms 1 of 2 answers stand at the gate"
        }
    })
