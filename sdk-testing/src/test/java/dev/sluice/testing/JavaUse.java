package dev.sluice.testing;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;

/**
 * The server as a Java test uses it: it must read well from here, and compile without Kotlin types.
 */
final class JavaUse {
  private JavaUse() {}

  /** Asks a handler written as a lambda, over TLS; returns what it answered and what it saw. */
  static List<String> askAHandler() throws IOException, InterruptedException {
    try (ScriptedServer server =
        ScriptedServer.builder()
            .tls(true)
            .http2(true)
            .handler(request -> Answer.json("{\"method\":\"" + request.getMethod() + "\"}"))
            .start()) {
      HttpClient http = HttpClient.newBuilder().sslContext(server.getSslContext()).build();
      String body = http.send(post(server, "hello"), BodyHandlers.ofString()).body();
      RecordedRequest request = server.takeRequest();
      return List.of(body, request.getPath(), request.getBodyText(), request.getProtocol());
    }
  }

  /** Reads half a stream, goes, and returns how the server saw that. */
  static Ending goInTheMiddle() throws IOException, InterruptedException {
    try (ScriptedServer server = ScriptedServer.start()) {
      Gate gate = new Gate();
      server.enqueue(Answer.sse().event("one").hold(gate).event("two").cut().build());
      HttpClient http = HttpClient.newHttpClient();
      try (InputStream body = http.send(post(server, "{}"), BodyHandlers.ofInputStream()).body()) {
        body.readNBytes("data: one\n\n".length());
        gate.awaitWaiting();
      }
      RecordedExchange exchange = server.takeRequest().getExchange();
      exchange.awaitClientGone();
      server.awaitConnectionsClosed();
      return exchange.getEnding();
    }
  }

  /** Serves a reply, then the same stopped among its events and an error after it. */
  static List<String> serveReplies() throws IOException, InterruptedException {
    try (ScriptedServer server = ScriptedServer.start()) {
      OpenAiChatReply reply = OpenAiChatReply.builder().pieces(3).text("hello").build();
      List<Step> start = reply.events().subList(0, 1);
      Step error = OpenAiChatReply.errorEvent("busy");
      server.enqueue(reply);
      server.enqueue(Answer.sse().steps(start).step(error).build());
      HttpClient http = HttpClient.newHttpClient();
      HttpRequest request = post(server, "{\"stream\":true}");
      return List.of(
          http.send(request, BodyHandlers.ofString()).body(),
          http.send(request, BodyHandlers.ofString()).body());
    }
  }

  private static HttpRequest post(ScriptedServer server, String body) {
    URI uri = URI.create(server.getUrl() + "/v1/x");
    return HttpRequest.newBuilder(uri).POST(BodyPublishers.ofString(body)).build();
  }
}
