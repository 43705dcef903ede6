package dev.sluice.testing.offline;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;

/** The offline model as Java uses it. */
final class OfflineModelInJava {
  private OfflineModelInJava() {}

  /** Posts {@code body} to the chat completions and returns what was answered. */
  static String ask(String body) throws IOException, InterruptedException {
    try (OfflineModel offline = OfflineModel.builder().millisPerPiece(0).notice(null).start()) {
      HttpRequest request =
          HttpRequest.newBuilder(URI.create(offline.getOpenAiBaseUrl() + "/chat/completions"))
              .header("Authorization", "Bearer any")
              .POST(BodyPublishers.ofString(body))
              .build();
      return HttpClient.newHttpClient().send(request, BodyHandlers.ofString()).body();
    }
  }
}
