package dev.sluice.client;

import static dev.sluice.client.Futures.get;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.anthropic.AnthropicMessage;
import dev.sluice.errors.ApiConnectionException;
import dev.sluice.errors.ClientClosedException;
import dev.sluice.gemini.GenerateContentResponse;
import dev.sluice.openai.ChatCompletion;
import dev.sluice.openai.responses.Response;
import dev.sluice.testing.Answer;
import dev.sluice.testing.AnthropicReply;
import dev.sluice.testing.GeminiReply;
import dev.sluice.testing.OpenAiChatReply;
import dev.sluice.testing.OpenAiResponsesReply;
import dev.sluice.testing.Reply;
import dev.sluice.testing.ScriptedServer;
import dev.sluice.testing.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.json.JsonMapper;

/** Answers as they arrive: one kind of stream for all providers. */
@Timeout(60)
class AnswerStreamTest {
  private static final List<String> PIECES = List.of("He", "llo", ".");

  /** The streams that make one answer. */
  enum Kind {
    CHAT(
        OpenAiChatReply.builder().textPieces("He", "llo", ".").build(),
        it -> it.completions().stream(ask -> ask.model("m").user("Hi")),
        it -> ((ChatCompletion) it).getText()),
    RESPONSE(
        OpenAiResponsesReply.builder().textPieces("He", "llo", ".").build(),
        it -> it.responses().stream(ask -> ask.model("m").input("Hi")),
        it -> ((Response) it).getOutputText()),
    RESPONSE_TAKEN_UP(
        OpenAiResponsesReply.builder().textPieces("He", "llo", ".").build(),
        it -> it.responses().stream("r1"),
        it -> ((Response) it).getOutputText()),
    MESSAGE(
        AnthropicReply.builder().textPieces("He", "llo", ".").build(),
        it -> it.anthropic.messages().stream(TestClients.message()),
        it -> ((AnthropicMessage) it).getText()),
    CONTENT(
        GeminiReply.builder().textPieces("He", "llo", ".").build(),
        it -> it.gemini.models().generateContentStream(ask -> ask.model("m").user("Hi")),
        it -> ((GenerateContentResponse) it).getText());

    private final Reply reply;
    private final Function<TestClients, AnswerStream<?, ?>> stream;
    private final Function<Object, String> text;

    Kind(
        Reply reply,
        Function<TestClients, AnswerStream<?, ?>> stream,
        Function<Object, String> text) {
      this.reply = reply;
      this.stream = stream;
      this.text = text;
    }

    /** All events but the last, and then {@code step}. */
    Answer without(Step step) {
      List<Step> events = reply.events();
      return Answer.sse().steps(events.subList(0, events.size() - 1)).step(step).build();
    }
  }

  private final ScriptedServer server = ScriptedServer.start();
  private final TestClients clients = new TestClients(server);

  @AfterEach
  void close() {
    clients.close();
    server.close();
  }

  @ParameterizedTest
  @EnumSource
  void textAsItArrivesAndTheWholeOfIt(Kind kind) throws Exception {
    server.enqueue(kind.reply, kind.reply, kind.reply);
    AnswerStream<?, ?> stream = kind.stream.apply(clients);
    assertEquals(PIECES, get(stream.textDeltas().toList()));
    assertEquals("Hello.", kind.text.apply(get(stream.accumulate())));
    List<Object> events = new ArrayList<>();
    assertEquals("Hello.", kind.text.apply(get(stream.accumulate(events::add))));
    assertTrue(events.size() >= PIECES.size(), events::toString);
    assertEquals(3, server.getRequestCount());
    assertEquals(1, server.getConnectionsOpened());
  }

  @ParameterizedTest
  @EnumSource
  void leavingReachesTheServer(Kind kind) throws Exception {
    AnswerStream<?, ?> stream = kind.stream.apply(clients);
    for (int way = 0; way < 3; way++) {
      server.enqueue(kind.without(Step.stall()));
      var first = new CompletableFuture<Object>();
      if (way == 0) {
        var reading = stream.forEach(first::complete);
        get(first);
        reading.cancel(true);
      } else if (way == 1) {
        var reading = stream.accumulate(first::complete);
        get(first);
        reading.cancel(true);
      } else {
        try (Stream<String> texts = stream.textDeltas().stream()) {
          assertEquals("He", texts.findFirst().orElseThrow());
        }
      }
      server.takeRequest().getExchange().awaitClientGone();
    }
  }

  @ParameterizedTest
  @EnumSource
  void aStreamThatBreaksIsNoAnswer(Kind kind) {
    server.enqueue(kind.without(Step.cut()));
    List<Object> seen = new CopyOnWriteArrayList<>();
    var reading = kind.stream.apply(clients).accumulate(seen::add);
    assertThrows(ApiConnectionException.class, () -> get(reading));
    assertTrue(seen.size() >= 1);
  }

  @ParameterizedTest
  @EnumSource
  void whatTheReaderThrowsStopsIt(Kind kind) {
    server.enqueue(kind.without(Step.stall()));
    var fault = new IllegalStateException("the reader's own");
    var reading =
        kind.stream
            .apply(clients)
            .accumulate(
                event -> {
                  throw fault;
                });
    assertSame(fault, assertThrows(IllegalStateException.class, () -> get(reading)));
    server.takeRequest().getExchange().awaitClientGone();
  }

  @ParameterizedTest
  @EnumSource
  void closingEndsItWithAWord(Kind kind) throws Exception {
    server.enqueue(kind.without(Step.stall()));
    var first = new CompletableFuture<Object>();
    var reading = kind.stream.apply(clients).accumulate(first::complete);
    get(first);
    clients.close();
    assertThrows(ClientClosedException.class, () -> get(reading));
    server.takeRequest().getExchange().awaitClientGone();
  }

  @Test
  void toolCallsThatComeInTurns() throws Exception {
    var reply =
        OpenAiChatReply.builder()
            .pieces(3)
            .toolCall("a", "first", "{\"x\":1}")
            .toolCall("b", "second", "{\"y\":2}")
            .interleaved()
            .build();
    server.enqueue(reply, reply);
    var stream = clients.completions().stream(ask -> ask.model("m").user("Hi"));
    var arguments = new String[] {"", ""};
    get(stream.toolCallDeltas().forEach(it -> arguments[it.getIndex()] += it.getArguments()));
    assertEquals(List.of("{\"x\":1}", "{\"y\":2}"), List.of(arguments));
    var calls = get(stream.accumulate()).getChoices().get(0).getMessage().getToolCalls();
    assertEquals("{\"y\":2}", calls.get(1).getArguments());
  }

  @Test
  void downloadsResultsAndRawEventsAreLeftToo() {
    String line = "{\"custom_id\":\"a\",\"result\":{\"type\":\"expired\"}}\n";
    var lines = Answer.builder().chunked().text(line).stall().build();
    var events = Answer.sse().event("one").stall().build();
    var body = JsonMapper.shared().createObjectNode();
    assertLeft(clients.openai.files().content("f1"), lines);
    assertLeft(clients.anthropic.messages().batches().results("b1"), lines);
    assertLeft(clients.gemini.raw().stream("/new", body), events);
  }

  private void assertLeft(SluiceStream<?> stream, Answer answer) {
    server.enqueue(answer);
    try (Stream<?> values = stream.stream()) {
      assertTrue(values.findFirst().isPresent());
    }
    server.takeRequest().getExchange().awaitClientGone();
  }
}
