package dev.sluice.examples.web

import dev.sluice.OpenAI
import dev.sluice.examples.web.ktor.analysisService
import dev.sluice.examples.web.spring.SpringServer
import io.ktor.server.cio.CIO
import io.ktor.server.engine.embeddedServer
import kotlinx.coroutines.runBlocking
import org.springframework.boot.SpringApplication
import org.springframework.boot.web.server.reactive.context.ReactiveWebServerApplicationContext

/** The service behind the page, as each framework serves it; every test of it holds for both. */
enum class WebServer {
    SPRING {
        override fun start(modelUrl: String): Running {
            val context = SpringApplication(SpringServer::class.java).run(
                "--port=0",
                "--sluice.model=gpt-4o-mini",
                "--sluice.openai.api-key=k",
                "--sluice.openai.base-url=$modelUrl",
                "--sluice.openai.max-retries=0",
            )
            val port = (context as ReactiveWebServerApplicationContext).webServer!!.port
            return Running("http://127.0.0.1:$port") { context.close() }
        }
    },

    KTOR {
        override fun start(modelUrl: String): Running {
            val openai = OpenAI {
                apiKey = "k"
                baseUrl = modelUrl
                retries = dev.sluice.limits.RetryPolicy.NEVER
            }
            val server = embeddedServer(CIO, port = 0, host = "127.0.0.1") { analysisService(openai, "gpt-4o-mini") }.start()
            val port = runBlocking { server.engine.resolvedConnectors().single().port }
            return Running("http://127.0.0.1:$port") { server.stop() }
        }
    }, ;

    /** Starts it on a free port; it asks the model at [modelUrl]. */
    abstract fun start(modelUrl: String): Running

    class Running(val url: String, private val stop: () -> Unit) : AutoCloseable {
        override fun close() = stop()
    }
}
