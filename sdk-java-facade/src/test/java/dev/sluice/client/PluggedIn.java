package dev.sluice.client;

import static dev.sluice.client.Futures.get;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.client.PublisherSources.Note;
import dev.sluice.errors.BadRequestException;
import dev.sluice.testing.Answer;
import dev.sluice.testing.OpenAiChatReply;
import dev.sluice.testing.Step;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * What holds for streams and futures that were handed to another library, by its own converters.
 */
@Timeout(60)
abstract class PluggedIn {
  private static final String NOTE = "{\"title\":\"A kettle\"}";

  private final PublisherSources sources = PublisherSources.open();

  /** Waits for all values; throws what the library throws. */
  abstract <T> List<T> all(SluiceStream<T> stream);

  /** Waits for {@code count} values, asks for no more, and leaves. */
  abstract <T> List<T> first(int count, SluiceStream<T> stream);

  /** Waits for the value of a call; throws what the library throws. */
  abstract <T> T value(Supplier<CompletableFuture<T>> call);

  /** Hands values to {@code action}; the result cancels. */
  abstract <T> Runnable reading(SluiceStream<T> stream, Consumer<T> action);

  /** Starts a call; the result cancels. */
  abstract <T> Runnable calling(Supplier<CompletableFuture<T>> call);

  @AfterEach
  void close() {
    sources.close();
  }

  private PartialStream<Note> partials() {
    return sources.sluice().extractPartial(Note.class, ask -> ask.user("What is it?"));
  }

  private CompletableFuture<Note> note() {
    return sources.sluice().extract(Note.class, ask -> ask.user("What is it?"));
  }

  private static Answer stalled() {
    List<Step> events = OpenAiChatReply.builder().pieces(3).text(NOTE).build().events();
    return Answer.sse().steps(events.subList(0, 6)).stall().build();
  }

  private static Answer refusal() {
    return OpenAiChatReply.error(400, "no such model");
  }

  @Test
  void partialsArriveAndTheLastIsWhole() {
    sources.server.enqueue(OpenAiChatReply.builder().pieces(3).text(NOTE).build());
    List<Partial<Note>> seen = all(partials());
    assertEquals(new Note("A kettle"), seen.get(seen.size() - 1).getValue().orElseThrow());
  }

  @Test
  void elementsArriveInOrder() {
    assertEquals(List.of(new Note("0"), new Note("1"), new Note("2")), all(sources.elements(3)));
  }

  @Test
  void aFailureIsTheClientsOwnException() {
    sources.server.enqueue(refusal(), refusal());
    assertThrows(BadRequestException.class, () -> all(sources.elements(3)));
    assertThrows(BadRequestException.class, () -> all(partials()));
  }

  @Test
  void demandReachesTheServer() {
    assertEquals(3, first(3, sources.pages(100)).size());
    assertEquals(2, sources.server.getRequestCount()); // Pages have two items.
    assertEquals(2, first(2, sources.elements(100)).size());
  }

  @Test
  void cancellingClosesTheConnection() throws Exception {
    sources.server.enqueue(stalled());
    var first = new CompletableFuture<Partial<Note>>();
    Runnable cancel = reading(partials(), first::complete);
    assertTrue(get(first).getValue().isEmpty());
    cancel.run();
    sources.server.takeRequest().getExchange().awaitClientGone();
  }

  @Test
  void aFutureBringsItsValue() {
    sources.server.enqueue(OpenAiChatReply.text(NOTE));
    assertEquals(new Note("A kettle"), value(this::note));
  }

  @Test
  void aFutureFailsWithTheClientsOwnException() {
    sources.server.enqueue(refusal());
    assertThrows(BadRequestException.class, () -> value(this::note));
  }

  @Test
  void cancellingAFutureClosesTheConnection() {
    sources.server.enqueue(Answer.silence());
    Runnable cancel = calling(this::note);
    var request = sources.server.takeRequest();
    cancel.run();
    request.getExchange().awaitClientGone();
  }
}
