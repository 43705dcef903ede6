package dev.sluice.client;

import static java.util.Objects.requireNonNull;

import dev.sluice.wire.RawAnswer;
import dev.sluice.wire.RawEvent;
import dev.sluice.wire.RawRequests;
import dev.sluice.wire.RequestOptions;
import java.util.concurrent.CompletableFuture;
import kotlinx.serialization.json.JsonObject;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Calls of paths that this version has no name for, with all that the client gives a call: key,
 * retries, limits, errors.
 *
 * <pre>{@code
 * openai.raw().post("/new/endpoint", mapper.valueToTree(myRequest))
 *     .thenAccept(answer -> use(answer.getResponse().getBody()));
 * }</pre>
 *
 * <p>A path stands below the base URL and begins with a slash. Safe for use by any number of
 * threads.
 */
public final class RawCalls {
  private final RawRequests core;
  private final Calls calls;

  RawCalls(RawRequests core, Calls calls) {
    this.core = core;
    this.calls = calls;
  }

  /** {@code GET} of a path. */
  public CompletableFuture<RawAnswer> get(String path) {
    return get(path, RequestOptions.NONE);
  }

  /** The same, with options of this call's own. */
  public CompletableFuture<RawAnswer> get(String path, RequestOptions options) {
    return send("GET", path, null, options);
  }

  /** {@code POST} of an object to a path. */
  public CompletableFuture<RawAnswer> post(String path, JsonNode body) {
    return post(path, body, RequestOptions.NONE);
  }

  /** The same, with options of this call's own. */
  public CompletableFuture<RawAnswer> post(String path, JsonNode body, RequestOptions options) {
    return send("POST", path, requireNonNull(body, "body"), options);
  }

  /** {@code DELETE} of a path. */
  public CompletableFuture<RawAnswer> delete(String path) {
    return delete(path, RequestOptions.NONE);
  }

  /** The same, with options of this call's own. */
  public CompletableFuture<RawAnswer> delete(String path, RequestOptions options) {
    return send("DELETE", path, null, options);
  }

  /** Any method; {@code body} null for none. */
  public CompletableFuture<RawAnswer> send(String method, String path, @Nullable JsonNode body) {
    return send(method, path, body, RequestOptions.NONE);
  }

  /** The same, with options of this call's own. */
  public CompletableFuture<RawAnswer> send(
      String method, String path, @Nullable JsonNode body, RequestOptions options) {
    requireNonNull(method, "method");
    requireNonNull(path, "path");
    requireNonNull(options, "options");
    JsonObject json = body == null ? null : Requests.object(body);
    return calls.start(continuation -> core.send(method, path, json, options, continuation));
  }

  /**
   * {@code POST} of an object, answered by server-sent events; they end with the body, or with
   * OpenAI's {@code [DONE]}. Each reading is a request of its own. An error inside the stream is an
   * event like others: this does not know the path's language.
   */
  public SluiceStream<RawEvent> stream(String path, JsonNode body) {
    return stream(path, body, RequestOptions.NONE);
  }

  /** The same, with options of this call's own. */
  public SluiceStream<RawEvent> stream(String path, JsonNode body, RequestOptions options) {
    requireNonNull(path, "path");
    return calls.stream(
        core.stream(
            path,
            Requests.object(requireNonNull(body, "body")),
            requireNonNull(options, "options")));
  }
}
