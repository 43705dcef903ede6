package dev.sluice.benchmarks.clients;

import dev.sluice.benchmarks.clients.parsing.ChatJson;
import dev.sluice.benchmarks.clients.parsing.EventScanner;
import dev.sluice.benchmarks.harness.Client;
import dev.sluice.benchmarks.harness.ClientFactory;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import okhttp3.Call;
import okhttp3.Callback;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import okhttp3.ResponseBody;

/**
 * The other floor: OkHttp with the least parsing that gives the same texts. Set: no limit to its
 * dispatcher, which would run no more than five calls to a host at once.
 */
public final class OkHttpFloor implements ClientFactory {
  @Override
  public Client open(String root) {
    return new Calls(root + "/v1/chat/completions");
  }

  private static final class Calls implements Client {
    private static final MediaType JSON = MediaType.get("application/json");

    private final OkHttpClient client = new OkHttpClient();
    private final String url;

    Calls(String url) {
      this.url = url;
      client.dispatcher().setMaxRequests(Integer.MAX_VALUE);
      client.dispatcher().setMaxRequestsPerHost(Integer.MAX_VALUE);
    }

    @Override
    public CompletableFuture<String> complete(String prompt) {
      return send(ChatJson.request(prompt, false), body -> ChatJson.content(body.string()));
    }

    @Override
    public CompletableFuture<Void> stream(String prompt, Consumer<String> onChunk) {
      return send(ChatJson.request(prompt, true), body -> scan(body, onChunk));
    }

    private static Void scan(ResponseBody body, Consumer<String> onChunk) throws IOException {
      var scanner = new EventScanner(onChunk);
      var buffer = ByteBuffer.allocate(8 * 1024);
      while (body.source().read(buffer) >= 0) {
        scanner.accept(buffer.flip());
        buffer.clear();
      }
      scanner.end();
      return null;
    }

    private <T> CompletableFuture<T> send(String json, Reader<T> reader) {
      var request =
          new Request.Builder()
              .url(url)
              .header("Authorization", "Bearer " + KEY)
              .post(RequestBody.create(json, JSON))
              .build();
      var answer = new Answer<>(reader);
      client.newCall(request).enqueue(answer);
      return answer.future;
    }

    @Override
    public void close() {
      client.dispatcher().executorService().shutdown();
      client.connectionPool().evictAll();
    }
  }

  private interface Reader<T> {
    T read(ResponseBody body) throws IOException;
  }

  /** A call's callback; reads the body on the thread that calls back, as OkHttp has it. */
  private static final class Answer<T> implements Callback {
    final CompletableFuture<T> future = new CompletableFuture<>();
    private final Reader<T> reader;

    Answer(Reader<T> reader) {
      this.reader = reader;
    }

    @Override
    public void onResponse(Call call, Response response) {
      try (response) {
        if (response.code() != 200) throw new IllegalStateException("Status " + response.code());
        future.complete(reader.read(response.body()));
      } catch (IOException | RuntimeException failure) {
        future.completeExceptionally(failure);
      }
    }

    @Override
    public void onFailure(Call call, IOException failure) {
      future.completeExceptionally(failure);
    }
  }
}
