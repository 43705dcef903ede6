package dev.sluice.client;

import static dev.sluice.client.Futures.get;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.testing.Answer;
import dev.sluice.testing.Gate;
import dev.sluice.testing.OpenAiChatReply;
import dev.sluice.testing.ScriptedServer;
import dev.sluice.testing.Step;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.opentest4j.TestAbortedException;

/** Plain blocking code, a virtual thread for each call: JDK 21 and later. */
@Timeout(180)
class VirtualThreadsTest {
  record Note(String title) {}

  /** More than the JDK has carriers for, also for those that are pinned (256). */
  private static final int THREADS = 400;

  private static final String NOTE = "{\"title\":\"A kettle\"}";
  private static final Note KETTLE = new Note("A kettle");

  /** How long a test waits at most for all of them. */
  private static final int SAFETY_SECONDS = 60;

  private final ScriptedServer server =
      ScriptedServer.builder().safetyTimeoutMillis(SAFETY_SECONDS * 1_000L).start();
  private final TestClients clients = new TestClients(server);
  private final SluiceClient sluice =
      SluiceClient.on(clients.openai, it -> it.model("gpt-4o-mini"));

  private ExecutorService threads;

  @BeforeEach
  void start() throws Exception {
    try {
      var factory = Executors.class.getMethod("newVirtualThreadPerTaskExecutor");
      threads = (ExecutorService) factory.invoke(null);
    } catch (NoSuchMethodException e) {
      throw new TestAbortedException(
          "JDK " + Runtime.version().feature() + " has no virtual threads");
    }
  }

  @AfterEach
  void close() {
    if (threads != null) threads.shutdownNow();
    clients.close();
    server.close();
  }

  /** An answer that stands at {@code gate} in its middle. */
  private static Answer halting(Gate gate) {
    List<Step> events = OpenAiChatReply.builder().pieces(3).text(NOTE).build().events();
    return Answer.sse()
        .steps(events.subList(0, 6))
        .hold(gate)
        .steps(events.subList(6, events.size()))
        .build();
  }

  private <T> List<Future<T>> everywhere(Callable<T> task) {
    List<Future<T>> results = new ArrayList<>();
    for (int it = 0; it < THREADS; it++) results.add(threads.submit(task));
    return results;
  }

  private static void assertAllKettles(List<Future<Note>> results) throws Exception {
    for (Future<Note> result : results)
      assertEquals(KETTLE, result.get(SAFETY_SECONDS, TimeUnit.SECONDS));
  }

  private Note read(Runnable begun) {
    Note last = null;
    try (Stream<Partial<Note>> partials =
        sluice.extractPartial(Note.class, ask -> ask.user("What is it?")).stream()) {
      for (Partial<Note> partial : (Iterable<Partial<Note>>) partials::iterator) {
        begun.run();
        last = partial.getValue().orElse(null);
      }
    }
    return last;
  }

  @Test
  void manyReadStreamsAtOnceAndPinNoCarrier(@TempDir Path folder) throws Exception {
    var gate = new Gate();
    server.enqueue(OpenAiChatReply.text(NOTE));
    assertEquals(KETTLE, read(() -> {})); // A class that is being loaded pins.
    for (int it = 0; it < THREADS; it++) server.enqueue(halting(gate));
    try (var recording = new Recording()) {
      recording.enable("jdk.VirtualThreadPinned").withoutThreshold();
      recording.start();
      var all = new CountDownLatch(THREADS);
      var results =
          everywhere(
              () -> {
                var begun = new CompletableFuture<Void>();
                begun.thenRun(all::countDown);
                return read(() -> begun.complete(null));
              });
      // Each has read a part, and waits for the rest.
      assertTrue(
          all.await(SAFETY_SECONDS, TimeUnit.SECONDS), () -> all.getCount() + " have read nothing");
      gate.open();
      assertAllKettles(results);
      recording.stop();
      assertEquals(List.of(), eventsOf(recording, folder));
    }
  }

  private static List<RecordedEvent> eventsOf(Recording recording, Path folder) throws Exception {
    Path file = folder.resolve("pinned.jfr");
    recording.dump(file);
    return RecordingFile.readAllEvents(file);
  }

  @Test
  void manyWaitForFuturesAtOnce() throws Exception {
    var gate = new Gate();
    Answer answer = OpenAiChatReply.text(NOTE).whole();
    for (int it = 0; it < THREADS; it++) {
      server.enqueue(answer.newBuilder().hold(gate).build());
    }
    var results =
        everywhere(() -> sluice.extract(Note.class, ask -> ask.user("What is it?")).join());
    server.awaitRequests(THREADS);
    gate.open();
    assertAllKettles(results);
  }

  @Test
  void interruptingClosesTheConnection() throws Exception {
    server.enqueue(halting(new Gate()));
    var begun = new CompletableFuture<Void>();
    var thrown = new CompletableFuture<Throwable>();
    Future<?> reader =
        threads.submit(
            () -> {
              try {
                read(() -> begun.complete(null));
              } catch (Throwable e) {
                thrown.complete(e);
              }
            });
    get(begun);
    reader.cancel(true);
    assertInstanceOf(CancellationException.class, get(thrown));
    server.takeRequest().getExchange().awaitClientGone();
  }

  @Test
  void callbacksMayRunOnThemAndBlock() throws Exception {
    var all = new CountDownLatch(THREADS);
    try (var client =
        TestClients.at(server.getUrl() + "/v1", OpenAIClient.builder()).executor(threads).build()) {
      List<CompletableFuture<Boolean>> done = new ArrayList<>();
      for (int it = 0; it < THREADS; it++) {
        server.enqueue(OpenAiChatReply.text(NOTE));
        done.add(
            SluiceClient.on(client, its -> its.model("gpt-4o-mini"))
                .extract(Note.class, ask -> ask.user("What is it?"))
                .thenApply(
                    note -> {
                      all.countDown();
                      return await(all);
                    }));
      }
      for (var one : done) assertTrue(one.get(SAFETY_SECONDS, TimeUnit.SECONDS));
    }
  }

  private static boolean await(CountDownLatch latch) {
    try {
      return latch.await(SAFETY_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      return false;
    }
  }
}
