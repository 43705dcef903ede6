package dev.sluice.ktor

import dev.sluice.testing.ApiDump
import io.kotest.core.spec.style.FunSpec

internal class ApiDumpTest :
    FunSpec({
        test("the public API is the committed one") { ApiDump.check("sdk-ktor") }
    })
