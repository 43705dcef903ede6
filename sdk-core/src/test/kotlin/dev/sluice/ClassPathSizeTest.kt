package dev.sluice

import dev.sluice.testing.ClassPathSize
import io.kotest.core.spec.style.FunSpec

internal class ClassPathSizeTest :
    FunSpec({
        test("the core and all that it brings stay small") { ClassPathSize.check("sdk-core", limit = 8.0, libraryLimit = 4.5) }
    })
