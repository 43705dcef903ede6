package dev.sluice.client;

import static dev.sluice.client.Futures.get;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.extraction.Ask;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Options that are set anew for each call, on the caller's thread. */
@Timeout(60)
class EachCallTest {
  record Room(String name) {}

  private static final String ATTIC = "{\"name\":\"Attic\"}";
  private static final ThreadLocal<String> TENANT = new ThreadLocal<>();
  private static final Consumer<Ask.Builder<?>> TENANTS =
      ask -> ask.extraHeaders(Map.of("X-Tenant", String.valueOf(TENANT.get())));

  private static SluiceClient sluice(FakeModel model) {
    return SluiceClient.builder(model)
        .defaults(it -> it.model("m").temperature(0.5))
        .eachCall(TENANTS)
        .build();
  }

  private static String tenant(FakeModel model, int request) {
    return model.requests.get(request).getExtraHeaders().get("X-Tenant");
  }

  @Test
  void itKnowsTheThreadThatMakesTheCall() throws Exception {
    var model = new FakeModel(ATTIC, ATTIC, "{\"items\":[" + ATTIC + "]}");
    TENANT.set("blue");
    try {
      get(sluice(model).extract(Room.class, ask -> ask.user("?")));
      get(sluice(model).extractPartial(Room.class, ask -> ask.user("?")).last());
      get(sluice(model).extractEach(Room.class, ask -> ask.user("?")).toList());
    } finally {
      TENANT.remove();
    }
    for (int request = 0; request < 3; request++) assertEquals("blue", tenant(model, request));
    assertEquals(0.5, model.requests.get(0).getTemperature());
  }

  @Test
  void aCallSetsItsOwnOverIt() throws Exception {
    var model = new FakeModel(ATTIC);
    var sluice =
        SluiceClient.builder(model)
            .defaults(it -> it.model("m"))
            .eachCall(ask -> ask.maxTokens(7))
            .eachCall(ask -> ask.temperature(0.1))
            .build();
    get(sluice.extract(Room.class, ask -> ask.user("?").maxTokens(9)));
    assertEquals(9, model.requests.get(0).getMaxTokens());
    assertEquals(0.1, model.requests.get(0).getTemperature());
  }

  @Test
  void eachInputHasIt() throws Exception {
    var model = new FakeModel(ATTIC, ATTIC);
    get(
        sluice(model)
            .extractAll(Room.class, List.of(1, 2), 1, (input, ask) -> ask.user("" + input))
            .toList());
    assertEquals("null", tenant(model, 1));
  }

  @Test
  void whatItThrowsIsThrownAtOnce() {
    var own = new IllegalStateException("no tenant");
    var model = new FakeModel(ATTIC);
    var sluice =
        SluiceClient.builder(model)
            .eachCall(
                ask -> {
                  throw own;
                })
            .build();
    var thrown =
        assertThrows(
            IllegalStateException.class, () -> sluice.extract(Room.class, ask -> ask.user("?")));
    assertSame(own, thrown);
    assertTrue(model.requests.isEmpty());
  }
}
