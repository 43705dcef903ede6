package dev.sluice.client;

import static dev.sluice.client.Futures.get;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.json.JsonSyntaxException;
import dev.sluice.testing.Answer;
import dev.sluice.testing.GeminiReply;
import dev.sluice.testing.ScriptedServer;
import java.util.List;
import java.util.Map;
import kotlinx.serialization.json.Json;
import kotlinx.serialization.json.JsonElement;
import kotlinx.serialization.json.JsonElementKt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What providers say, in Jackson's words. */
@Timeout(30)
class JsonTreeTest {
  record Place(String city, int days) {}

  @Test
  void everythingThatJsonCanHold() {
    String json =
        """
        {"a":[1,-2.50,12345678901234567890,1E+400,true,null,"\\u00e9\\n\\"",{}],"b":{"c":[]}}""";
    JsonNode back = JsonTree.of(Json.Default.parseToJsonElement(json));
    assertEquals("{\"c\":[]}", back.get("b").toString());
    assertTrue(back.get("a").get(4).booleanValue());
    assertEquals("-2.50", back.get("a").get(1).decimalValue().toString());
    assertEquals("12345678901234567890", back.get("a").get(2).bigIntegerValue().toString());
    assertEquals("1E+400", back.get("a").get(3).decimalValue().toString());
    assertEquals("é\n\"", back.get("a").get(6).stringValue());
    assertTrue(back.get("a").get(5).isNull());
    assertEquals(List.of("a", "b"), List.copyOf(back.propertyNames()));
  }

  @Test
  void whatWentOutComesBack() {
    var body = ExtraBody.of(Map.of("a", List.of(1, "x"), "b", true));
    assertEquals("[1,\"x\"]", JsonTree.of(body).get("a").toString());
  }

  @Test
  void valuesThatAreNoObjects() {
    assertEquals("a", JsonTree.of(JsonElementKt.JsonPrimitive("a")).stringValue());
    var number = JsonElementKt.JsonPrimitive(Double.NaN);
    assertThrows(JsonSyntaxException.class, () -> JsonTree.of(number));
    assertThrows(NullPointerException.class, () -> JsonTree.of((JsonElement) null));
  }

  @Test
  void whatAnAnswerHoldsBeyondWhatThisVersionKnows() throws Exception {
    try (var server = ScriptedServer.start();
        var clients = new TestClients(server)) {
      server.enqueue(Answer.json("{\"id\":\"m\",\"new\":{\"x\":[1]}}"));
      var model = get(clients.openai.models().retrieve("m"));
      assertEquals(1, JsonTree.of(model.getRaw()).at("/new/x/0").intValue());
    }
  }

  @Test
  void theArgumentsOfACallAsAType() throws Exception {
    try (var server = ScriptedServer.start();
        var clients = new TestClients(server)) {
      String arguments = "{\"city\":\"Paris\",\"days\":2}";
      server.enqueue(GeminiReply.builder().functionCall("weather", arguments).build());
      var answer =
          get(clients.gemini.models().generateContent(ask -> ask.model("m").user("Paris?")));
      var call = answer.getFunctionCalls().get(0);
      assertEquals(
          new Place("Paris", 2),
          JsonMapper.shared().treeToValue(JsonTree.of(call.getArgs()), Place.class));
    }
  }

  @Test
  void whatStandsBehindAPartial() throws Exception {
    var model = new FakeModel("{\"city\":\"Paris\",\"days\":2}");
    var sluice = SluiceClient.on(model);
    var last = get(sluice.extractPartial(Place.class, ask -> ask.model("m").user("Paris?")).last());
    assertEquals(
        "{\"city\":\"Paris\",\"days\":2}", JsonTree.of(last.getJson().orElseThrow()).toString());
  }
}
