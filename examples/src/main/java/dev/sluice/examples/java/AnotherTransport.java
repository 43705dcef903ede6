package dev.sluice.examples.java;

import static dev.sluice.examples.java.Provider.GPT;

import dev.sluice.client.OpenAIClient;
import dev.sluice.ktor.KtorTransport;
import dev.sluice.transport.JdkTransport;
import java.net.http.HttpClient;

/**
 * Sends requests by other means than the default: another engine, or a client that the application
 * has already.
 */
public final class AnotherTransport {
  public static void main(String[] arguments) {
    // Ktor's CIO engine, or any other of Ktor's, in sdk-ktor. It stays open for other clients.
    try (var ktor = KtorTransport.cio();
        var openai = Provider.openAiBuilder().transport(ktor).build()) {
      System.out.println(ktor + ": " + hello(openai));
    }

    // The application's own java.net.http client, with its proxy, its certificates, and here
    // HTTP/2.
    var http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_2).build();
    try (var jdk = JdkTransport.builder().httpClient(http).build();
        var openai = Provider.openAiBuilder().transport(jdk).build()) {
      System.out.println(jdk + ": " + hello(openai));
    }
  }

  private static String hello(OpenAIClient openai) {
    var answer = openai.chat().completions().create(ask -> ask.model(GPT).user("Hello!"));
    return answer.join().getText();
  }

  private AnotherTransport() {}
}
