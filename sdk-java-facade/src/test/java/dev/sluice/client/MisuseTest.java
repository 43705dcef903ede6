package dev.sluice.client;

import static dev.sluice.client.Futures.get;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.CompatibleServer;
import dev.sluice.errors.InvalidRequestException;
import dev.sluice.model.FallbackRule;
import dev.sluice.openai.ListRequest;
import dev.sluice.testing.ScriptedServer;
import dev.sluice.transport.FileContent;
import dev.sluice.wire.RequestOptions;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tools.jackson.databind.json.JsonMapper;

/** What cannot be meant is refused in words, and before anything is sent. */
@Timeout(60)
class MisuseTest {
  private final ScriptedServer server = ScriptedServer.start();
  private final TestClients clients = new TestClients(server);

  @AfterEach
  void close() {
    clients.close();
    server.close();
  }

  /** Every parameter of every method of the clients, their endpoints and their builders. */
  @Test
  void nullIsRefusedByTheNameOfTheParameter() throws Exception {
    Set<String> accepted = new TreeSet<>();
    int refused = 0;
    for (Object target : targets()) {
      for (Method method : target.getClass().getMethods()) {
        if (method.getDeclaringClass() == Object.class || method.isBridge()) continue;
        for (int i = 0; i < method.getParameterCount(); i++) {
          if (!mustBeGiven(method.getParameters()[i])) continue;
          if (refuses(target, method, i)) refused++;
          else accepted.add(target.getClass().getSimpleName() + "." + method + " #" + i);
        }
      }
    }
    assertEquals(Set.of(), accepted);
    assertTrue(refused > 150, "only " + refused + " parameters were tried");
    assertEquals(0, server.getRequestCount());
  }

  private Set<Object> targets() throws Exception {
    Set<Object> targets = new LinkedHashSet<>();
    for (ModelClient client : List.of(clients.openai, clients.anthropic, clients.gemini)) {
      collect(client, targets);
    }
    targets.addAll(
        List.of(OpenAIClient.builder(), AnthropicClient.builder(), GeminiClient.builder()));
    return targets;
  }

  /** {@code target} and all below its accessors. */
  private static void collect(Object target, Set<Object> targets) throws Exception {
    targets.add(target);
    for (Method method : target.getClass().getMethods()) {
      Class<?> type = method.getReturnType();
      boolean isEndpoint =
          type.getName().matches("dev.sluice.client.(OpenAI|Anthropic|Gemini|Raw)\\w+");
      if (isEndpoint
          && method.getParameterCount() == 0
          && !method.getName().equals("fromEnvironment")) {
        collect(method.invoke(target), targets);
      }
    }
  }

  private static boolean mustBeGiven(Parameter parameter) {
    return !parameter.getType().isPrimitive()
        && !parameter.getAnnotatedType().isAnnotationPresent(Nullable.class);
  }

  private boolean refuses(Object target, Method method, int index) throws Exception {
    List<@Nullable Object> arguments = new ArrayList<>();
    for (Parameter it : method.getParameters()) {
      arguments.add(arguments.size() == index ? null : sample(it.getType()));
    }
    try {
      method.invoke(target, arguments.toArray());
      return false;
    } catch (InvocationTargetException e) {
      return e.getCause() instanceof NullPointerException said
          && method.getParameters()[index].getName().equals(said.getMessage());
    }
  }

  private Object sample(Class<?> type) {
    Consumer<Object> nothing = it -> {};
    return Stream.of(
            "x",
            1L,
            nothing,
            Map.of(),
            JsonMapper.shared().createObjectNode(),
            FileContent.of("x", new byte[0]),
            RequestOptions.NONE,
            ListRequest.ALL,
            CompatibleServer.OLLAMA,
            FallbackRule.ALL,
            clients.openai)
        .filter(type::isInstance)
        .findFirst()
        .orElseThrow(() -> new AssertionError("there is no sample of " + type));
  }

  @Test
  void anIdThatIsNoneIsRefusedBeforeAnythingIsSent() {
    Stream<Function<String, CompletableFuture<?>>> calls =
        Stream.of(
            id -> clients.completions().retrieve(id),
            id -> clients.completions().messages(id).toList(),
            id -> clients.responses().retrieve(id),
            id -> clients.responses().stream(id).accumulate(),
            id -> clients.openai.models().retrieve(id),
            id -> clients.openai.files().content(id).toList(),
            id -> clients.jobs().events(id).toList(),
            id -> clients.openai.batches().cancel(id),
            id -> clients.anthropic.models().retrieve(id),
            id -> clients.anthropic.messages().batches().results(id).toList(),
            id -> clients.gemini.models().retrieve(id));
    calls.forEach(
        call -> {
          for (String id : List.of(" ", "..")) {
            assertThrows(InvalidRequestException.class, () -> get(call.apply(id)));
          }
        });
    assertEquals(0, server.getRequestCount());
  }
}
