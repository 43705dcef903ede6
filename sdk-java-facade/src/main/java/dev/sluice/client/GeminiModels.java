package dev.sluice.client;

import static java.util.Objects.requireNonNull;

import dev.sluice.gemini.GeminiModel;
import dev.sluice.gemini.GenerateContentRequest;
import dev.sluice.gemini.GenerateContentResponse;
import dev.sluice.gemini.ListRequest;
import dev.sluice.gemini.Models;
import dev.sluice.gemini.ResponseAccumulator;
import dev.sluice.gemini.ResponseStreams;
import dev.sluice.paging.Page;
import dev.sluice.wire.RequestOptions;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/**
 * The models and what they generate, {@code /v1beta/models}.
 *
 * <p>Safe for use by any number of threads. Every call can fail with an {@link
 * dev.sluice.errors.ApiException} (its subclasses say how), with {@link
 * dev.sluice.errors.InvalidRequestException} before anything is sent, and with {@link
 * dev.sluice.errors.ClientClosedException}.
 */
public final class GeminiModels {
  private static final Assembly<GenerateContentResponse, ?, GenerateContentResponse> ASSEMBLY =
      new Assembly<>(
          ResponseStreams::textDeltas,
          ResponseAccumulator::new,
          ResponseAccumulator::add,
          ResponseAccumulator::toResponse);

  private final Models core;
  private final Calls calls;

  GeminiModels(Models core, Calls calls) {
    this.core = core;
    this.calls = calls;
  }

  /**
   * Asks for a whole answer. Cancelling the future closes the connection. A prompt that is blocked
   * is an answer too: one without candidates.
   */
  public CompletableFuture<GenerateContentResponse> generateContent(
      GenerateContentRequest request) {
    requireNonNull(request, "request");
    return calls.start(continuation -> core.generateContent(request, continuation));
  }

  /** As the other, with a request made in place. */
  public CompletableFuture<GenerateContentResponse> generateContent(
      Consumer<GenerateContentRequest.Builder> request) {
    return generateContent(built(request));
  }

  /**
   * Asks for the answer as it arrives: each response holds what is new. Text comes in pieces, a
   * function call whole. Each reading is a request of its own; nothing is read ahead beyond one
   * network read. A call is retried until its first response was handed over, never after.
   */
  public AnswerStream<GenerateContentResponse, GenerateContentResponse> generateContentStream(
      GenerateContentRequest request) {
    return calls.stream(core.generateContentStream(requireNonNull(request, "request")), ASSEMBLY);
  }

  /** As the other, with a request made in place. */
  public AnswerStream<GenerateContentResponse, GenerateContentResponse> generateContentStream(
      Consumer<GenerateContentRequest.Builder> request) {
    return generateContentStream(built(request));
  }

  /** All models. The next page is asked for when this one was read. */
  public SluiceStream<GeminiModel> list() {
    return list(ListRequest.ALL);
  }

  /** The same, from where {@code request} says. */
  public SluiceStream<GeminiModel> list(ListRequest request) {
    return calls.stream(core.list(requireNonNull(request, "request")));
  }

  /** The same, with a request made in place. */
  public SluiceStream<GeminiModel> list(Consumer<ListRequest.Builder> request) {
    return list(Requests.filled(new ListRequest.Builder(), request).build());
  }

  /** One page of them; its cursor goes into the next request. */
  public CompletableFuture<Page<GeminiModel>> page(ListRequest request) {
    requireNonNull(request, "request");
    return calls.start(continuation -> core.page(request, continuation));
  }

  /** One model, by its name with or without {@code models/} before it. */
  public CompletableFuture<GeminiModel> retrieve(String name) {
    return retrieve(name, RequestOptions.NONE);
  }

  /** The same, with options of this call's own. */
  public CompletableFuture<GeminiModel> retrieve(String name, RequestOptions options) {
    requireNonNull(name, "name");
    requireNonNull(options, "options");
    return calls.start(continuation -> core.retrieve(name, options, continuation));
  }

  private static GenerateContentRequest built(Consumer<GenerateContentRequest.Builder> request) {
    return Requests.filled(new GenerateContentRequest.Builder(), request).build();
  }
}
