package dev.sluice.client;

import static java.util.Objects.requireNonNull;

import dev.sluice.openai.DeletedObject;
import dev.sluice.openai.ListRequest;
import dev.sluice.openai.files.Files;
import dev.sluice.openai.files.OpenAIFile;
import dev.sluice.paging.Page;
import dev.sluice.transport.FileContent;
import dev.sluice.wire.RequestOptions;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/**
 * Files, {@code /files}.
 *
 * <p>Safe for use by any number of threads. Every call can fail with an {@link
 * dev.sluice.errors.ApiException} (its subclasses say how), with {@link
 * dev.sluice.errors.InvalidRequestException} before anything is sent, and with {@link
 * dev.sluice.errors.ClientClosedException}.
 */
public final class OpenAIFiles {
  private final Files core;
  private final Calls calls;

  OpenAIFiles(Files core, Calls calls) {
    this.core = core;
    this.calls = calls;
  }

  /**
   * Uploads {@code file} for {@code purpose}: {@code fine-tune}, {@code batch}, {@code user_data},
   * {@code vision}. It is read while it is sent, and again for each try.
   */
  public CompletableFuture<OpenAIFile> create(FileContent file, String purpose) {
    return create(file, purpose, RequestOptions.NONE);
  }

  /** The same, with options of this call's own; extra fields become fields of the form. */
  public CompletableFuture<OpenAIFile> create(
      FileContent file, String purpose, RequestOptions options) {
    requireNonNull(file, "file");
    requireNonNull(purpose, "purpose");
    requireNonNull(options, "options");
    return calls.start(continuation -> core.create(file, purpose, options, continuation));
  }

  /** All files. The next page is asked for when this one was read. */
  public SluiceStream<OpenAIFile> list() {
    return list(ListRequest.ALL);
  }

  /** The same, from where and in what order {@code request} says. */
  public SluiceStream<OpenAIFile> list(ListRequest request) {
    return calls.stream(core.list(requireNonNull(request, "request")));
  }

  /** The same, with a request made in place. */
  public SluiceStream<OpenAIFile> list(Consumer<ListRequest.Builder> request) {
    return list(Requests.filled(new ListRequest.Builder(), request).build());
  }

  /** One page of them; its cursor goes into the next request. */
  public CompletableFuture<Page<OpenAIFile>> page(ListRequest request) {
    requireNonNull(request, "request");
    return calls.start(continuation -> core.page(request, continuation));
  }

  /** What is known of a file. */
  public CompletableFuture<OpenAIFile> retrieve(String id) {
    return retrieve(id, RequestOptions.NONE);
  }

  /** The same, with options of this call's own. */
  public CompletableFuture<OpenAIFile> retrieve(String id, RequestOptions options) {
    requireNonNull(id, "id");
    requireNonNull(options, "options");
    return calls.start(continuation -> core.retrieve(id, options, continuation));
  }

  /** Deletes a file. */
  public CompletableFuture<DeletedObject> delete(String id) {
    return delete(id, RequestOptions.NONE);
  }

  /** The same, with options of this call's own. */
  public CompletableFuture<DeletedObject> delete(String id, RequestOptions options) {
    requireNonNull(id, "id");
    requireNonNull(options, "options");
    return calls.start(continuation -> core.delete(id, options, continuation));
  }

  /** A file's bytes as they arrive; each reading is a download of its own. */
  public SluiceStream<byte[]> content(String id) {
    return content(id, RequestOptions.NONE);
  }

  /** The same, with options of this call's own. */
  public SluiceStream<byte[]> content(String id, RequestOptions options) {
    return calls.stream(core.content(requireNonNull(id, "id"), requireNonNull(options, "options")));
  }
}
