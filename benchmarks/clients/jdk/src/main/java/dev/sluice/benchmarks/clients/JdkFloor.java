package dev.sluice.benchmarks.clients;

import dev.sluice.benchmarks.clients.parsing.ChatJson;
import dev.sluice.benchmarks.harness.Client;
import dev.sluice.benchmarks.harness.ClientFactory;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpResponse.BodySubscribers;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/**
 * A floor: {@code java.net.http} of the JDK with the least parsing that gives the same texts. Set:
 * HTTP/1.1, because the server speaks nothing else.
 */
public final class JdkFloor implements ClientFactory {
  @Override
  public Client open(String root) {
    return new Calls(URI.create(root + "/v1/chat/completions"));
  }

  private static final class Calls implements Client {
    private final HttpClient client =
        HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final URI uri;

    Calls(URI uri) {
      this.uri = uri;
    }

    @Override
    public CompletableFuture<String> complete(String prompt) {
      return client
          .sendAsync(request(prompt, false), BodyHandlers.ofString())
          .thenApply(response -> ChatJson.content(checked(response)));
    }

    @Override
    public CompletableFuture<Void> stream(String prompt, Consumer<String> onChunk) {
      HttpResponse.BodyHandler<Void> body =
          head ->
              head.statusCode() == 200
                  ? new EventSubscriber(onChunk)
                  : BodySubscribers.replacing(null);
      return client.sendAsync(request(prompt, true), body).thenAccept(Calls::checked);
    }

    private HttpRequest request(String prompt, boolean stream) {
      return HttpRequest.newBuilder(uri)
          .header("Authorization", "Bearer " + KEY)
          .header("Content-Type", "application/json")
          .POST(BodyPublishers.ofString(ChatJson.request(prompt, stream)))
          .build();
    }

    private static <T> T checked(HttpResponse<T> response) {
      if (response.statusCode() != 200)
        throw new IllegalStateException("Status " + response.statusCode());
      return response.body();
    }

    /** Its threads are daemons and end with the JVM; JDK 17 has no way to end them. */
    @Override
    public void close() {}
  }
}
