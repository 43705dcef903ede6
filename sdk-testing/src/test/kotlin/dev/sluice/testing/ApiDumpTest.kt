package dev.sluice.testing

import io.kotest.core.spec.style.FunSpec

class ApiDumpTest :
    FunSpec({
        test("the public API is the committed one") { ApiDump.check("sdk-testing") }
    })
