package dev.sluice.client;

import static dev.sluice.client.Futures.get;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.anthropic.batches.MessageBatchResult;
import dev.sluice.openai.ChatMessage;
import dev.sluice.openai.ListRequest;
import dev.sluice.openai.responses.ResponseItem;
import dev.sluice.openai.responses.ResponseStreamEvent;
import dev.sluice.testing.Answer;
import dev.sluice.testing.RecordedRequest;
import dev.sluice.testing.ScriptedServer;
import dev.sluice.transport.FileContent;
import dev.sluice.wire.RequestOptions;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.Timeout;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Each endpoint from Java: what the server gets, byte for byte, and what comes of its answer. */
@Timeout(60)
class EndpointsTest {
  /** A call, the request that it must make, what the server says, and what Java reads of that. */
  private record Row(
      String request,
      String answer,
      Object read,
      Function<TestClients, ? extends CompletableFuture<?>> call) {}

  private static Row row(
      String request,
      String answer,
      Object read,
      Function<TestClients, ? extends CompletableFuture<?>> call) {
    return new Row(request, answer, read, call);
  }

  private static <T, R> Function<List<T>, List<R>> each(Function<T, R> read) {
    return list -> list.stream().map(read).toList();
  }

  private static final RequestOptions MINE =
      new RequestOptions.Builder().extraQuery(Map.of("mine", "1")).build();

  private static final String RESPONSE =
      """
      {"id":"r1","status":"completed","output":[{"type":"message","role":"assistant",\
      "content":[{"type":"output_text","text":"Hello."}]}]}""";
  private static final String COMPLETION =
      """
      {"id":"c1","choices":[{"index":0,"message":{"role":"assistant","content":"Hello."}}]}""";
  private static final String CONTENT =
      """
      {"candidates":[{"content":{"parts":[{"text":"Hello."}],"role":"model"},"finishReason":"STOP"}]}""";

  private static String page(String items) {
    return "{\"data\":[" + items + "],\"has_more\":false}";
  }

  @TestFactory
  Stream<DynamicTest> openai() {
    return tests(
        row(
            "POST /v1/chat/completions {\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}],\"store\":true}",
            COMPLETION,
            "Hello.",
            it ->
                it.completions()
                    .create(ask -> ask.model("m").user("Hi").store(true))
                    .thenApply(answer -> answer.getText())),
        row(
            "GET /v1/chat/completions?limit=2&order=asc",
            page(COMPLETION),
            List.of("c1"),
            it ->
                it.completions()
                    .list(list -> list.limit(2).order("asc"))
                    .toList()
                    .thenApply(each(one -> one.getId()))),
        row(
            "GET /v1/chat/completions/c1?mine=1",
            COMPLETION,
            "Hello.",
            it -> it.completions().retrieve("c1", MINE).thenApply(one -> one.getText())),
        row(
            "GET /v1/chat/completions/c1/messages",
            page("{\"role\":\"user\",\"content\":\"Hi\"}"),
            List.of("Hi"),
            it -> it.completions().messages("c1").toList().thenApply(each(ChatMessage::getText))),
        row(
            "POST /v1/chat/completions/c1 {\"metadata\":{\"b\":\"2\",\"a\":\"1\"}}",
            COMPLETION,
            "c1",
            it ->
                it.completions()
                    .update("c1", TestClients.ordered("b", "2", "a", "1"))
                    .thenApply(one -> one.getId())),
        row(
            "DELETE /v1/chat/completions/c1",
            "{\"id\":\"c1\",\"deleted\":true}",
            true,
            it -> it.completions().delete("c1").thenApply(gone -> gone.isDeleted())),
        row(
            "POST /v1/responses {\"model\":\"m\",\"input\":\"Hi\",\"seed\":7}",
            RESPONSE,
            "Hello.",
            it ->
                it.responses()
                    .create(
                        ask ->
                            ask.model("m").input("Hi").extraBody(ExtraBody.of(Map.of("seed", 7))))
                    .thenApply(answer -> answer.getOutputText())),
        row(
            "GET /v1/responses/r1",
            RESPONSE,
            "completed",
            it -> it.responses().retrieve("r1").thenApply(answer -> answer.getStatus())),
        row(
            "POST /v1/responses/r1/cancel",
            "{\"id\":\"r1\",\"status\":\"cancelled\"}",
            "cancelled",
            it -> it.responses().cancel("r1").thenApply(answer -> answer.getStatus())),
        row(
            "DELETE /v1/responses/r1",
            "",
            "r1 true",
            it ->
                it.responses()
                    .delete("r1")
                    .thenApply(gone -> gone.getId() + " " + gone.isDeleted())),
        row(
            "GET /v1/responses/r1/input_items",
            page("{\"type\":\"message\",\"role\":\"user\",\"content\":[]}"),
            List.of("message"),
            it -> it.responses().inputItems("r1").toList().thenApply(each(ResponseItem::getType))),
        row(
            "POST /v1/responses/input_tokens {\"model\":\"m\",\"input\":\"Hi\"}",
            "{\"input_tokens\":3}",
            3L,
            it ->
                it.responses()
                    .countInputTokens(ask -> ask.model("m").input("Hi").temperature(1.0))
                    .thenApply(count -> count.getInputTokens())),
        row(
            "POST /v1/responses/compact {\"model\":\"m\",\"previous_response_id\":\"r1\"}",
            "{\"id\":\"r2\",\"output\":[]}",
            "r2",
            it ->
                it.responses()
                    .compact(ask -> ask.model("m").previousResponseId("r1"))
                    .thenApply(shorter -> shorter.getId())),
        row(
            "POST /v1/embeddings {\"model\":\"m\",\"input\":[\"a\"],\"encoding_format\":\"base64\"}",
            page("{\"index\":0,\"embedding\":[0.5,2]}"),
            2.0f,
            it ->
                it.openai
                    .embeddings()
                    .create(ask -> ask.model("m").text("a"))
                    .thenApply(list -> list.getData().get(0).getVector()[1])),
        row(
            "POST /v1/moderations {\"input\":[\"a\"]}",
            "{\"id\":\"m\",\"results\":[{\"flagged\":true,\"categories\":{\"hate\":true}}]}",
            true,
            it ->
                it.openai
                    .moderations()
                    .create(ask -> ask.text("a"))
                    .thenApply(judged -> judged.isFlagged())),
        row(
            "GET /v1/models",
            page("{\"id\":\"m1\"}"),
            List.of("m1"),
            it -> it.openai.models().list().toList().thenApply(each(one -> one.getId()))),
        row(
            "GET /v1/models/a%2Fb",
            "{\"id\":\"a/b\"}",
            "a/b",
            it -> it.openai.models().retrieve("a/b").thenApply(one -> one.getId())),
        row(
            "DELETE /v1/models/m1",
            "{\"id\":\"m1\",\"deleted\":true}",
            true,
            it -> it.openai.models().delete("m1").thenApply(gone -> gone.isDeleted())),
        row(
            "GET /v1/files?after=f0",
            page("{\"id\":\"f1\"}"),
            List.of("f1"),
            it ->
                it.openai
                    .files()
                    .list(list -> list.after("f0"))
                    .toList()
                    .thenApply(each(one -> one.getId()))),
        row(
            "GET /v1/files/f1",
            "{\"id\":\"f1\",\"bytes\":3}",
            3L,
            it -> it.openai.files().retrieve("f1").thenApply(one -> one.getBytes())),
        row(
            "GET /v1/files/f1/content",
            "rows",
            List.of("rows"),
            it ->
                it.openai
                    .files()
                    .content("f1")
                    .toList()
                    .thenApply(each(bytes -> new String(bytes, StandardCharsets.UTF_8)))),
        row(
            "DELETE /v1/files/f1",
            "{\"id\":\"f1\",\"deleted\":true}",
            true,
            it -> it.openai.files().delete("f1").thenApply(gone -> gone.isDeleted())),
        row(
            "POST /v1/fine_tuning/jobs {\"model\":\"m\",\"training_file\":\"f1\"}",
            "{\"id\":\"j1\",\"status\":\"queued\"}",
            "queued",
            it ->
                it.jobs()
                    .create(ask -> ask.model("m").trainingFile("f1"))
                    .thenApply(job -> job.getStatus())),
        row(
            "GET /v1/fine_tuning/jobs/j1",
            "{\"id\":\"j1\"}",
            "j1",
            it -> it.jobs().retrieve("j1").thenApply(job -> job.getId())),
        row(
            "POST /v1/fine_tuning/jobs/j1/cancel",
            "{\"id\":\"j1\"}",
            "j1",
            it -> it.jobs().cancel("j1").thenApply(job -> job.getId())),
        row(
            "POST /v1/fine_tuning/jobs/j1/pause",
            "{\"id\":\"j1\"}",
            "j1",
            it -> it.jobs().pause("j1").thenApply(job -> job.getId())),
        row(
            "POST /v1/fine_tuning/jobs/j1/resume",
            "{\"id\":\"j1\"}",
            "j1",
            it -> it.jobs().resume("j1").thenApply(job -> job.getId())),
        row(
            "GET /v1/fine_tuning/jobs/j1/events",
            page("{\"id\":\"e1\",\"message\":\"Step 1\"}"),
            List.of("Step 1"),
            it -> it.jobs().events("j1").toList().thenApply(each(event -> event.getMessage()))),
        row(
            "GET /v1/fine_tuning/jobs/j1/checkpoints",
            page("{\"id\":\"k1\",\"step_number\":5}"),
            List.of(5L),
            it ->
                it.jobs().checkpoints("j1").toList().thenApply(each(kept -> kept.getStepNumber()))),
        row(
            "POST /v1/batches {\"endpoint\":\"/v1/embeddings\",\"completion_window\":\"24h\",\"input_file_id\":\"f1\"}",
            "{\"id\":\"b1\",\"status\":\"validating\"}",
            "validating",
            it ->
                it.openai
                    .batches()
                    .create(ask -> ask.inputFile("f1").endpoint("/v1/embeddings"))
                    .thenApply(batch -> batch.getStatus())),
        row(
            "GET /v1/batches",
            page("{\"id\":\"b1\"}"),
            List.of("b1"),
            it -> it.openai.batches().list().toList().thenApply(each(batch -> batch.getId()))),
        row(
            "GET /v1/batches/b1",
            "{\"id\":\"b1\"}",
            "b1",
            it -> it.openai.batches().retrieve("b1").thenApply(batch -> batch.getId())),
        row(
            "POST /v1/batches/b1/cancel",
            "{\"id\":\"b1\"}",
            "b1",
            it -> it.openai.batches().cancel("b1").thenApply(batch -> batch.getId())));
  }

  @TestFactory
  Stream<DynamicTest> anthropic() {
    String message = "{\"content\":[{\"type\":\"text\",\"text\":\"Hello.\"}]}";
    return tests(
        row(
            "POST /v1/messages {\"model\":\"m\",\"max_tokens\":9,\"top_k\":3,\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]}",
            message,
            "Hello.",
            it ->
                it.anthropic
                    .messages()
                    .create(ask -> ask.model("m").maxTokens(9).topK(3).user("Hi"))
                    .thenApply(answer -> answer.getText())),
        row(
            "POST /v1/messages/count_tokens {\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]}",
            "{\"input_tokens\":14}",
            14L,
            it ->
                it.anthropic
                    .messages()
                    .countTokens(ask -> ask.model("m").user("Hi"))
                    .thenApply(count -> count.getInputTokens())),
        row(
            "POST /v1/messages/batches {\"requests\":[{\"custom_id\":\"a\",\"params\":"
                + "{\"model\":\"m\",\"max_tokens\":9,\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]}}]}",
            "{\"id\":\"b1\",\"processing_status\":\"in_progress\"}",
            false,
            it ->
                it.anthropic
                    .messages()
                    .batches()
                    .create(batch -> batch.add("a", TestClients.message()))
                    .thenApply(batch -> batch.isEnded())),
        row(
            "GET /v1/messages/batches?limit=1",
            page("{\"id\":\"b1\"}"),
            List.of("b1"),
            it ->
                it.anthropic
                    .messages()
                    .batches()
                    .list(list -> list.limit(1))
                    .toList()
                    .thenApply(each(batch -> batch.getId()))),
        row(
            "GET /v1/messages/batches/b1",
            "{\"id\":\"b1\",\"processing_status\":\"ended\"}",
            true,
            it ->
                it.anthropic
                    .messages()
                    .batches()
                    .retrieve("b1")
                    .thenApply(batch -> batch.isEnded())),
        row(
            "POST /v1/messages/batches/b1/cancel",
            "{\"id\":\"b1\"}",
            "b1",
            it -> it.anthropic.messages().batches().cancel("b1").thenApply(batch -> batch.getId())),
        row(
            "DELETE /v1/messages/batches/b1",
            "{\"id\":\"b1\",\"type\":\"message_batch_deleted\"}",
            true,
            it ->
                it.anthropic.messages().batches().delete("b1").thenApply(gone -> gone.isDeleted())),
        row(
            "GET /v1/messages/batches/b1/results",
            "{\"custom_id\":\"a\",\"result\":{\"type\":\"succeeded\",\"message\":"
                + message
                + "}}\n",
            List.of("a: Hello."),
            it ->
                it.anthropic
                    .messages()
                    .batches()
                    .results("b1")
                    .toList()
                    .thenApply(each(EndpointsTest::told))),
        row(
            "GET /v1/models",
            page("{\"id\":\"m1\"}"),
            List.of("m1"),
            it -> it.anthropic.models().list().toList().thenApply(each(one -> one.getId()))),
        row(
            "GET /v1/models/m1",
            "{\"id\":\"m1\",\"display_name\":\"One\"}",
            "One",
            it -> it.anthropic.models().retrieve("m1").thenApply(one -> one.getDisplayName())));
  }

  private static String told(MessageBatchResult result) {
    var succeeded = (MessageBatchResult.Succeeded) result;
    return result.getCustomId() + ": " + succeeded.getMessage().getText();
  }

  @TestFactory
  Stream<DynamicTest> gemini() {
    return tests(
        row(
            "POST /v1beta/models/m:generateContent {\"contents\":[{\"role\":\"user\",\"parts\":[{\"text\":\"Hi\"}]}]}",
            CONTENT,
            "Hello.",
            it ->
                it.gemini
                    .models()
                    .generateContent(ask -> ask.model("m").user("Hi"))
                    .thenApply(answer -> answer.getText())),
        row(
            "GET /v1beta/models?pageSize=2",
            "{\"models\":[{\"name\":\"models/m\"}]}",
            List.of("models/m"),
            it ->
                it.gemini
                    .models()
                    .list(list -> list.pageSize(2))
                    .toList()
                    .thenApply(each(one -> one.getName()))),
        row(
            "GET /v1beta/models/m",
            "{\"name\":\"models/m\",\"inputTokenLimit\":9}",
            9L,
            it -> it.gemini.models().retrieve("m").thenApply(one -> one.getInputTokenLimit())));
  }

  @TestFactory
  Stream<DynamicTest> raw() {
    JsonNode body = JsonMapper.shared().readTree("{\"a\":1}");
    String answer = "{\"b\":2}";
    return tests(
        row(
            "GET /v1/new?mine=1",
            answer,
            answer,
            it -> it.openai.raw().get("/new", MINE).thenApply(one -> one.getResponse().getBody())),
        row(
            "POST /new {\"a\":1}",
            answer,
            answer,
            it -> it.anthropic.raw().post("/new", body).thenApply(one -> one.getRaw().toString())),
        row(
            "DELETE /new",
            answer,
            200,
            it -> it.gemini.raw().delete("/new").thenApply(one -> one.getResponse().getStatus())),
        row(
            "PATCH /v1/new {\"a\":1}",
            answer,
            answer,
            it ->
                it.openai
                    .raw()
                    .send("PATCH", "/new", body)
                    .thenApply(one -> one.getRaw().toString())));
  }

  private static Stream<DynamicTest> tests(Row... rows) {
    return Stream.of(rows)
        .map(row -> DynamicTest.dynamicTest(row.request().split(" \\{")[0], () -> check(row)));
  }

  private static void check(Row row) throws Exception {
    try (var server = ScriptedServer.start();
        var clients = new TestClients(server)) {
      server.enqueue(Answer.json(row.answer()));
      assertEquals(row.read(), get(row.call().apply(clients)));
      assertEquals(row.request(), described(server.takeRequest()));
      assertEquals(1, server.getRequestCount());
    }
  }

  private static String described(RecordedRequest request) {
    return (request.getMethod() + " " + request.getTarget() + " " + request.getBodyText()).strip();
  }

  @Test
  void aFileIsSentAsAForm() throws Exception {
    try (var server = ScriptedServer.start();
        var clients = new TestClients(server)) {
      server.enqueue(Answer.json("{\"id\":\"f1\"}"));
      var file = FileContent.of("a.jsonl", "{}\n".getBytes(StandardCharsets.UTF_8));
      assertEquals("f1", get(clients.openai.files().create(file, "batch")).getId());
      String form = server.takeRequest().getBodyText();
      assertTrue(form.contains("name=\"purpose\"\r\n\r\nbatch\r\n"), form);
      assertTrue(form.contains("filename=\"a.jsonl\""), form);
      assertTrue(form.contains("\r\n\r\n{}\n\r\n"), form);
    }
  }

  @Test
  void pagesAreFetchedOnDemandAndCanBeTurnedByHand() throws Exception {
    try (var server = ScriptedServer.start();
        var clients = new TestClients(server)) {
      String first = "{\"data\":[{\"id\":\"a\"},{\"id\":\"b\"}],\"has_more\":true}";
      server.enqueue(Answer.json(first), Answer.json(first), Answer.json(page("{\"id\":\"c\"}")));
      try (var jobs = clients.jobs().list().stream()) {
        assertEquals(List.of("a", "b"), jobs.limit(2).map(job -> job.getId()).toList());
      }
      assertEquals(1, server.getRequestCount());
      var page = get(clients.openai.batches().page(ListRequest.ALL));
      assertTrue(page.getHasNext());
      assertEquals("b", page.getNextCursor());
      var next = get(clients.openai.files().page(TestClients.behind(page.getNextCursor())));
      assertEquals("c", next.getItems().get(0).getId());
      server.takeRequest();
      server.takeRequest();
      assertEquals("GET /v1/files?after=b", described(server.takeRequest()));
    }
  }

  @Test
  void aResponseIsTakenUpBehindAnEvent() throws Exception {
    try (var server = ScriptedServer.start();
        var clients = new TestClients(server)) {
      server.enqueue(
          Answer.sse()
              .event(
                  "{\"type\":\"response.output_text.delta\",\"delta\":\"lo.\",\"sequence_number\":8}")
              .event("{\"type\":\"response.completed\",\"response\":" + RESPONSE + "}")
              .build());
      List<ResponseStreamEvent> events = get(clients.responses().stream("r1", 7L).toList());
      assertEquals(8L, events.get(0).getSequenceNumber());
      assertEquals(
          "GET /v1/responses/r1?stream=true&starting_after=7", described(server.takeRequest()));
    }
  }
}
