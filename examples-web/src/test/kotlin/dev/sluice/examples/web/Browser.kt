package dev.sluice.examples.web

import io.kotest.core.annotation.Condition
import io.kotest.core.spec.Spec
import org.openqa.selenium.By
import org.openqa.selenium.StaleElementReferenceException
import org.openqa.selenium.WebElement
import org.openqa.selenium.chrome.ChromeDriver
import org.openqa.selenium.chrome.ChromeDriverService
import org.openqa.selenium.chrome.ChromeOptions
import org.openqa.selenium.support.ui.WebDriverWait
import java.io.File
import java.time.Duration
import kotlin.reflect.KClass

/** A real Chromium without a window. */
internal class Browser : AutoCloseable {
    private val driver = ChromeDriver(
        ChromeDriverService.Builder().usingDriverExecutable(File(DRIVER)).build(),
        ChromeOptions().apply {
            setBinary(CHROMIUM)
            // A container's root may not sandbox, and its /dev/shm is small.
            addArguments("--headless=new", "--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu", "--window-size=1200,800")
        },
    )

    fun open(url: String) = driver.get(url)

    operator fun get(css: String): WebElement = driver.findElement(By.cssSelector(css))

    /** The element with the focus. */
    val focused: WebElement get() = driver.switchTo().activeElement()

    /** Waits until [css] names an element that [isSo]. */
    fun await(css: String, isSo: (WebElement) -> Boolean = { it.isDisplayed }): WebElement = checkNotNull(
        WebDriverWait(driver, SAFETY).ignoring(StaleElementReferenceException::class.java)
            .withMessage { "$css is not so; the page says: ${get("body").text}" }
            .until { driver.findElements(By.cssSelector(css)).firstOrNull(isSo) },
    )

    /** The width of the window's inside, which is a phone's if so told. */
    fun width(pixels: Int) = emulate(
        "Emulation.setDeviceMetricsOverride",
        mapOf("width" to pixels, "height" to TALL, "deviceScaleFactor" to 1, "mobile" to true),
    )

    fun scheme(name: String) = emulate(
        "Emulation.setEmulatedMedia",
        mapOf("features" to listOf(mapOf("name" to "prefers-color-scheme", "value" to name))),
    )

    fun run(script: String): Any? = driver.executeScript(script)

    override fun close() = driver.quit()

    private fun emulate(command: String, parameters: Map<String, Any>) {
        driver.executeCdpCommand(command, parameters)
    }

    companion object {
        private const val CHROMIUM = "/usr/bin/chromium"
        private const val DRIVER = "/usr/bin/chromedriver"
        private const val TALL = 780
        private val SAFETY = Duration.ofSeconds(20)

        /** Whether Debian's `chromium` and `chromium-driver` are here. */
        val isInstalled: Boolean get() = File(CHROMIUM).canExecute() && File(DRIVER).canExecute()
    }
}

/** The page's tests are skipped where there is no browser; CI installs one. */
internal class BrowserIsInstalled : Condition {
    override fun evaluate(kclass: KClass<out Spec>): Boolean = Browser.isInstalled
}
